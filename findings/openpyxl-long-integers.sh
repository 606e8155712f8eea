#!/bin/sh
# openpyxl 3.1.5 (and pandas 3.0.6 with it): a Python integer is written with 16 significant digits ("%.16g"), without a word.
# That is fewer than the 17 that a double needs, so that ids of 17 and 18 digits (snowflakes) which a double tells apart
# become one id in the file itself. Texts keep all digits.
#
# Seen (Python 3.11.7):
#   12345678901234568 and 12345678901234572, both exact as doubles, are both read back as 1.234567890123457e+16
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv >/dev/null
venv/bin/pip install -qqq --disable-pip-version-check openpyxl==3.1.5
venv/bin/python - <<'END'
import openpyxl, sys
book = openpyxl.Workbook()
ids = [12345678901234568, 12345678901234572]
assert [int(float(each)) for each in ids] == ids
book.active.append(ids)
book.save('ids.xlsx')
seen = [cell.value for cell in openpyxl.load_workbook('ids.xlsx').active[1]]
print(ids, seen)
sys.exit(0 if seen[0] == seen[1] == 1.234567890123457e16 else 1)
END
