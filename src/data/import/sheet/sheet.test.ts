import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../core/errors.ts';
import { defaultLimits } from '../limits.ts';
import { readInteractions } from '../read.ts';
import { sniff } from '../sniff.ts';
import { file, importFiles, triples } from '../testing.ts';
import { MAIN, packed, partsOf, rowsOf, sheetXml, workbook, type TestWorkbook } from './testing.ts';

const HEADER = ['user', 'item', 'rating'];
const rows = (count: number, from = 0): (string | number)[][] =>
  Array.from({ length: count }, (_, i) => [`u${(from + i) % 3}`, `i${(from + i) % 5}`, ((from + i) % 4) + 1]);
const orders = (count: number): string => rowsOf([HEADER, ...rows(count)]);

/** The sample rows of a workbook, its format and warnings. */
async function found(content: TestWorkbook, choice: object = {}) {
  const [{ format, opening, warnings, columns }] = (
    await sniff([workbook(content)], { formats: [{ file: 'orders.xlsx', ...choice }] })
  ).files;
  return { format, opening, warnings, names: columns.map(({ name }) => name) };
}

const one = (sheet: string, more: Partial<TestWorkbook> = {}): TestWorkbook => ({
  sheets: [{ name: 'Orders', rows: sheet }],
  ...more,
});

const refused = async (content: TestWorkbook, limits = defaultLimits): Promise<string> => {
  try {
    await importFiles([workbook(content)], { limits });
    return '';
  } catch (failure) {
    return failure instanceof Error ? failure.message : '';
  }
};

describe('cells of a sheet', () => {
  it('are shared texts, rich texts without their readings, truths, errors and results of formulas', async () => {
    const strings =
      '<si><t>u1</t></si><si><r><t>i</t></r><r><t xml:space="preserve"> 1</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si>';
    const cells =
      '<c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="C2" t="b"><v>1</v></c><c r="D2" t="e"><v>#N/A</v></c>' +
      '<c r="E2" t="str"><f>A2&amp;"&lt;"</f><v>u1&lt;</v></c><c r="F2"><f>1+1</f><v>2</v></c>';
    const sheet =
      rowsOf([['user', 'item', 'truth', 'error', 'text', 'number']]) + `<row r="2">${cells}</row>`.repeat(2);
    const { opening } = await found(one(sheet, { strings }));
    expect(opening[0]).toEqual(['u1', 'i 1', 'TRUE', '', 'u1<', '2']);
  });

  it('stand where their references say, in rows that are left out where they are blank', async () => {
    const sheet =
      '<row r="3"><c r="C3" t="str"><v>user</v></c><c r="D3" t="str"><v>item</v></c></row><row r="5"/>' +
      '<row r="7"><c r="C7" t="str"><v>u1</v></c><c r="D7" t="str"><v>i1</v></c><c r="XFD7" s="1"/></row>' +
      '<row r="1048576"><c r="D1048576" t="str"><v>i2</v></c><c r="C1048576" t="str"><v>u2</v></c></row>';
    const { format, opening } = await found(one(sheet));
    expect(opening).toEqual([
      ['u1', 'i1'],
      ['u2', 'i2'],
    ]);
    expect(format).toMatchObject({ firstColumn: 2, header: true });
    const { problems, rows: read } = await importFiles([workbook(one(sheet.replaceAll('u2', '')))], {
      acceptProblems: true,
    });
    expect(read).toBe(2);
    expect(problems[0].examples[0].row).toBe(1048576);
  });

  it('are dates by the format of their numbers', async () => {
    const cells =
      '<c t="str"><v>u1</v></c><c t="str"><v>i1</v></c><c s="1"><v>43753.90084490741</v></c><c s="2"><v>7</v></c>';
    const content = one(
      `${rowsOf([['user', 'item', 'time', 'code']])}<row>${cells}</row>`.concat(`<row>${cells}</row>`),
      {
        formats: ['dd/mm/yyyy hh:mm', '000'],
      },
    );
    const { opening } = await found(content);
    expect(opening[0]).toEqual(['u1', 'i1', '2019-10-15 21:37:13', '007']);
    const early = await found({ ...content, workbookPr: '<workbookPr date1904="1"/>' });
    expect(early.opening[0][2]).toBe('2023-10-16 21:37:13');
  });

  it('that are merged over rows count for each of them', async () => {
    const sheet =
      rowsOf([['user', 'item']]) +
      [2, 3, 4, 5]
        .map((r) => {
          const user = r % 2 === 0 ? `<c r="A${r}" t="str"><v>u${r}</v></c>` : '';
          return `<row r="${r}">${user}<c r="B${r}" t="str"><v>i${r}</v></c></row>`;
        })
        .join('');
    const after = '<mergeCells count="2"><mergeCell ref="A2:A3"/><mergeCell ref="A4:A5"/></mergeCells>';
    const result = await importFiles([workbook({ sheets: [{ name: 'Orders', rows: sheet, after }] })]);
    expect(triples(result).map(([user, item]) => `${user} ${item}`)).toEqual(['u2 i2', 'u2 i3', 'u4 i4', 'u4 i5']);
  });

  it('beside the table are not read, which is said', async () => {
    const sheet =
      rowsOf([HEADER, ...rows(3)]) +
      '<row r="5"><c r="A5" t="str"><v>u1</v></c><c r="B5" t="str"><v>i1</v></c><c r="H5" t="str"><v>a note</v></c></row>';
    const { names } = await found(one(sheet));
    expect(names).toEqual(HEADER);
    const { notes, rows: read } = await importFiles([workbook(one(sheet))]);
    expect(read).toBe(4);
    expect(notes.join('\n')).toContain('1 cell beside the table was not read');
  });

  it('in hidden rows are read, which is said', async () => {
    const { notes, rows: read } = await importFiles([
      workbook(one(orders(4).replace('<row><c t="inlineStr"><is><t>u1', '<row hidden="1"><c t="inlineStr"><is><t>u1'))),
    ]);
    expect(read).toBe(4);
    expect(notes.join('\n')).toContain('1 hidden row was read like the others');
  });

  it('with numbers of more than 15 digits are said to have lost some', async () => {
    const sheet = (id: string): string =>
      rowsOf([HEADER]) + [1, 2, 3].map((i) => `<row><c><v>${i}</v></c><c><v>${id}</v></c></row>`).join('');
    expect((await found(one(sheet('1.234567890123457E+17')))).warnings.join()).toContain('more than 15 digits');
    expect((await found(one(sheet('123456789012345677')))).warnings.join()).not.toContain('15 digits');
  });
});

describe('a workbook', () => {
  const three = (): TestWorkbook => ({
    sheets: [
      { name: 'Old', state: 'hidden', rows: orders(9) },
      { name: 'About', rows: rowsOf([['Orders of 2019']]) },
      { name: 'Orders', rows: orders(4) },
      { name: 'Orders 2', rows: orders(1200) },
    ],
  });

  it('is read by its first sheet with a table, and says what the others hold', async () => {
    const { format, warnings } = await found(three());
    expect(format).toMatchObject({ sheet: 'Orders', sheets: ['About', 'Orders', 'Orders 2', 'Old'] });
    expect(warnings).toEqual([
      'Sheet "About" holds 1 row and is not read; choose it if it is the table.',
      'Sheet "Orders 2" holds more than 1,000 rows and is not read; choose it if it is the table.',
      'Hidden sheet "Old" holds 10 rows and is not read; choose it if it is the table.',
    ]);
  });

  it('is read by the sheet that was chosen', async () => {
    const files = [workbook(three())];
    const plan = await sniff(files, { formats: [{ file: 'orders.xlsx', sheet: 'Orders 2' }] });
    expect((await readInteractions(files, plan)).rows).toBe(1200);
    await expect(sniff(files, { formats: [{ file: 'orders.xlsx', sheet: 'Sheet 9' }] })).rejects.toThrow(
      'has no sheet "Sheet 9"; it has "About", "Orders"',
    );
  });

  it('may say something above its table, and name the row where it begins', async () => {
    const above =
      '<row r="1"><c r="A1" t="str"><v>Orders</v></c></row><row r="2"><c r="A2" t="str"><v>made</v></c><c r="B2" t="str"><v>today</v></c></row>';
    const table = [HEADER, ...rows(6)].map((row, i) => rowsOf([row]).replace('<row>', `<row r="${i + 5}">`)).join('');
    const { format, names, warnings } = await found(one(above + table));
    expect(names).toEqual(HEADER);
    expect(format).toMatchObject({ skipLines: 4 });
    expect(warnings[0]).toContain('Rows 1 to 4 are passed over ("Orders")');
    expect((await importFiles([workbook(one(above + table))])).rows).toBe(6);
    expect((await found(one(above + table), { skipLines: 5, header: false })).opening).toHaveLength(6);
  });

  it('may be strict, with prefixes, other paths and another case of names', async () => {
    const parts = partsOf(one(orders(4)));
    const strict = Object.entries(parts).map(([path, xml]): [string, string] => [
      path.replace('worksheets/sheet1', 'WorkSheets\\Sheet1'),
      xml
        .replaceAll(
          'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
          'http://purl.oclc.org/ooxml/officeDocument/relationships',
        )
        .replaceAll(MAIN, 'http://purl.oclc.org/ooxml/spreadsheetml/main')
        .replace(/<(\/?)(worksheet|sheetData|row|c|is|t|v|dimension)\b/g, '<$1x:$2')
        .replace('xmlns=', path.includes('sheet1') ? 'xmlns:x=' : 'xmlns='),
    ]);
    const result = await importFiles([file('orders.xlsx', packed(Object.fromEntries(strict)))]);
    expect(result.rows).toBe(4);
  });

  it('has dates as texts where it is strict', async () => {
    const sheet =
      rowsOf([['user', 'item', 'time']]) +
      '<row><c t="str"><v>u1</v></c><c t="str"><v>i1</v></c><c t="d"><v>2019-10-15T21:37:13</v></c></row>'.repeat(2);
    expect((await found(one(sheet))).opening[0][2]).toBe('2019-10-15 21:37:13');
  });

  it('of one column is no table of interactions', async () => {
    expect(await refused(one(rowsOf([['a note'], ['another']])))).not.toBe('');
    expect(await refused(one(''))).toContain('sheet "Orders" has no data rows');
    expect(await refused({ sheets: [] })).toContain('no sheet of cells');
    expect(await refused(one(rowsOf([HEADER])))).toContain('only a header');
  });
});

describe('a hostile or damaged workbook', () => {
  it('is refused where it declares entities', async () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>`;
    const parts = { 'xl/worksheets/sheet1.xml': bomb + sheetXml({ rows: orders(4) }).replace(/^<\?.*?\?>/, '') };
    expect(await refused(one(orders(4), { parts }))).toContain('it has a document type');
  });

  it('is refused where a part becomes far more than its packed bytes', async () => {
    const limits = { ...defaultLimits, expandedBytes: 100_000, expansion: 20 };
    const alike = one(orders(4) + '<row></row>'.repeat(100_000));
    expect(await refused(alike, limits)).toMatch(/part xl\/worksheets\/sheet1\.xml: .* over 20 times as much/);
  });

  it('is refused where it unpacks to more than the limit', async () => {
    const limits = { ...defaultLimits, textBytes: 100_000 };
    expect(await refused(one(orders(4) + '<row></row>'.repeat(100_000)), limits)).toContain(
      'unpacks to more than 97.7 KiB',
    );
    const strings = '<si><t>a</t></si>'.repeat(10_000);
    const shared = one(`${orders(4)}<row><c t="str"><v>u1</v></c><c t="s"><v>9999</v></c></row>`, { strings });
    expect(await refused(shared, { ...defaultLimits, wholeBytes: 100_000 })).toContain('unpacks to more than 97.7 KiB');
  });

  it('is refused where a value has no end, or elements nest without end', async () => {
    const limits = { ...defaultLimits, rowBytes: 100_000 };
    const long = rowsOf([HEADER, ['u1', 'x'.repeat(1_000_000), 1]]);
    expect(await refused(one(long), limits)).toContain('a value is longer than 97.7 KiB');
    expect(await refused(one('<row>'.repeat(100)))).toContain('elements nest deeper than 64');
  });

  it('is refused where it says rows and columns that no sheet has', async () => {
    expect(await refused(one('<row r="1048577"><c><v>1</v></c></row>'))).toContain('no row 1048577');
    expect(await refused(one('<row r="1e9"><c><v>1</v></c></row>'))).toContain('no row 1e9');
    expect(await refused(one('<row r="1"><c r="XFE1"><v>1</v></c></row>'))).toContain('no cell XFE1');
  });

  it('is refused where a part is missing, or is no XML', async () => {
    expect(await refused(one(orders(4), { parts: { 'xl/worksheets/sheet1.xml': null } }))).toContain('lacks its part');
    expect(await refused(one(orders(4), { parts: { 'xl/worksheets/sheet1.xml': 'user,item' } }))).toContain(
      'is damaged',
    );
    const cut = sheetXml({ rows: orders(4) }).slice(0, -30);
    expect(await refused(one('', { parts: { 'xl/worksheets/sheet1.xml': cut } }))).toContain('is damaged');
  });

  it('is refused where a cell has a text that is not there', async () => {
    const sheet = rowsOf([HEADER, ...rows(2000)]) + '<row><c t="s"><v>5</v></c><c t="s"><v>0</v></c></row>';
    expect(await refused(one(sheet, { strings: '<si><t>a</t></si>' }))).toContain('has no text 5');
    const [below, torn] = ['-1', '0.5'].map((index) => `${orders(2)}<row><c t="s"><v>${index}</v></c></row>`);
    expect(await refused(one(below, { strings: '<si><t>a</t></si>' }))).toContain('has no text -1');
    expect(await refused(one(torn, { strings: '<si><t>a</t></si>' }))).toContain('has no text 0.5');
  });

  it('that is cut off or changed is refused', async () => {
    const whole = packed(partsOf(one(orders(400))));
    for (const bytes of [whole.slice(0, -100), whole.slice(0, 300)]) {
      await expect(importFiles([file('orders.xlsx', bytes)])).rejects.toThrow('orders.xlsx');
    }
  });

  it('is let go on a signal', async () => {
    const files = [workbook(one(orders(3000)))];
    const plan = await sniff(files);
    await expect(readInteractions(files, plan, { signal: AbortSignal.abort() })).rejects.toThrow(CancelledError);
  });
});
