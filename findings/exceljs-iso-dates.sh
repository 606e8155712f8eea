#!/bin/sh
# exceljs 4.4.0: a cell of type "d" (a date as ISO 8601 text, ECMA-376 part 1, section 18.18.11; what openpyxl writes with
# `iso_dates = True`, and strict workbooks may have) is read as a number by parseFloat: 2019-10-15T21:37:13 becomes 2019, under
# the format of a date the day 2019 of the calendar, in the year 1905, and nothing is said. openpyxl, SheetJS, read-excel-file and hucre give the date.
# A row without the attribute `r`, which is optional (section 18.3.1.73), throws "Invalid row number in model".
#
# Seen (Node 20.20.2, Python 3.11.7):
#   exceljs: 1905-07-11T00:00:00.000Z
#   openpyxl: 2019-10-15 21:37:13
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv >/dev/null
venv/bin/pip install -qqq --disable-pip-version-check openpyxl==3.1.5
venv/bin/python - <<'END2'
import datetime, openpyxl
book = openpyxl.Workbook()
book.iso_dates = True
book.active['A1'] = datetime.datetime(2019, 10, 15, 21, 37, 13)
book.save('dates.xlsx')
print('openpyxl:', openpyxl.load_workbook('dates.xlsx').active['A1'].value)
END2
npm init -y >/dev/null
npm install --silent --no-audit --no-fund exceljs@4.4.0 >/dev/null 2>&1
cat >run.mjs <<'END2'
import Excel from 'exceljs';
const book = new Excel.Workbook();
await book.xlsx.readFile('dates.xlsx');
const { value } = book.worksheets[0].getCell('A1');
console.log('exceljs:', value);
process.exit(value.toISOString?.().startsWith('1905-07-11') ? 0 : 1);
END2
node run.mjs
