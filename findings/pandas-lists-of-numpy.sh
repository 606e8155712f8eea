#!/bin/sh
# pandas 2.3.3 with numpy 2.3.5: columns of lists that to_csv writes and that Python's own ast.literal_eval cannot read.
# 1. A list of numpy scalars, as list(series.values) makes it, is written "[np.int64(5), np.int64(6)]" (numpy 1 wrote "[5, 6]").
# 2. An array of more than 1,000 elements is written with "..." in place of its middle: the data are gone, without a word.
# 3. Shorter arrays are written without commas and broken over lines inside of the quoted field: "[ 0  1 ...\n 24 25]".
# Seen: value 1 has "np.int64(5)"; value 2 is "[   0    1    2 ... 1197 1198 1199]"; value 3 holds a line end and no comma.
# Exits with 1 if any of the three is no longer so.
set -e
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q install numpy==2.3.5 pandas==2.3.3
"$folder/venv/bin/python" - <<'PYTHON'
import csv, io, sys
import numpy as np, pandas as pd

def written(value):
    text = pd.DataFrame({'user': ['u'], 'items': [value]}).to_csv(index=False)
    return list(csv.reader(io.StringIO(text)))[1][1]

scalars = written(list(pd.Series([5, 6]).values))
long = written(np.arange(1200))
short = written(np.arange(30))
print(repr(scalars), repr(long), repr(short), sep='\n')
sys.exit(0 if 'np.int64(5)' in scalars and '...' in long and '\n' in short and ',' not in short else 1)
PYTHON
