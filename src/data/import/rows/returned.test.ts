import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withTime } from '../plan.ts';
import { readInteractions } from '../read.ts';
import { rowsOf, workbook } from '../sheet/testing.ts';
import { sniff } from '../sniff.ts';
import { file, importFiles, triples } from '../testing.ts';
import type { ImportPlan, NamedBlob } from '../types.ts';
import { rejectedCsv } from './rejected.ts';

const quoted = (field: string): string => `"${field.replaceAll('"', '""')}"`;
const textOf = (rows: readonly (readonly string[])[], delimiter = ','): string =>
  rows.map((row) => `${row.map(quoted).join(delimiter)}\n`).join('');

/** Cells of a CSV as RFC 4180 has them, found without our reader. */
function cellsOf(csv: string): string[][] {
  const rows: string[][] = [];
  for (const [, plain, inQuotes, end] of csv
    .replace('\ufeff', '')
    .matchAll(/(?:([^",\r\n]*)|"((?:[^"]|"")*)")(,|\r\n)/g)) {
    const row = rows.at(-1) ?? [];
    if (rows.length === 0) rows.push(row);
    row.push((inQuotes as string | undefined)?.replaceAll('""', '"') ?? plain);
    if (end !== ',') rows.push([]);
  }
  return rows.slice(0, -1);
}

const goodRows = Array.from({ length: 20 }, (_, i) => [`u${i % 6}`, `i${i % 7}`, `${1_500_000_000 + i}`]);
const NAMES = ['user', 'item', 'time'];

/** What is left out of files, as CSV. */
async function leftOut(files: readonly NamedBlob[], plan: ImportPlan): Promise<string> {
  const { rejectedRows } = await readInteractions(files, plan, { acceptProblems: true });
  return rejectedCsv(rejectedRows, plan);
}

/** What is left out of one file, as CSV. */
async function leftOutOf(rows: readonly (readonly string[])[]): Promise<string> {
  const files = [file('log.csv', textOf(rows))];
  return leftOut(files, await sniff(files));
}

const rolesIn = ({ files: [{ columns }] }: ImportPlan): readonly (readonly [string, string])[] =>
  columns.map(({ name, role }) => [name, role]);

const odd = fc
  .array(
    fc.constantFrom("'", '=', '+', '-', '@', '＝', '＠', '\n', '\r', '\t', ' ', '"', ',', ';', 'a', 'é', '7', '0', '.'),
    { minLength: 1, maxLength: 6 },
  )
  .map((signs) => signs.join(''))
  .filter((id) => id.trim() !== '');

describe('rows that were left out, repaired and dropped again', () => {
  it('are the same users and items, whatever their ids begin with', async () => {
    const rows = fc.array(fc.tuple(odd, odd), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom(',', ';', '\t'), async (ids, delimiter) => {
        const csv = await leftOutOf([NAMES, ...ids.map(([user, item]) => [user, item, 'soon']), ...goodRows]);
        const repaired = cellsOf(csv).map((row) => row.map((cell) => (cell === 'soon' ? '1500000000' : cell)));
        const again = await importFiles([file('log-left-out.csv', textOf(repaired, delimiter))]);
        expect(triples(again)).toEqual(ids.map(([user, item]) => [user, item, 1_500_000_000]));
      }),
      { numRuns: 60 },
    );
  });

  it('have the names and roles of their columns, also before anything is repaired', async () => {
    const names = ['when', '=who', 'what, exactly', 'note'];
    const rows = goodRows.map(([user, item, time]) => [time, user, item, '']);
    const files = [file('log.csv', textOf([names, ['soon', '@ann', '-7', ''], ...rows]))];
    const guess = await sniff(files);
    const roles = ['time', 'user', 'item', 'ignore'] as const;
    const columns = guess.files[0].columns.map((column, i) => ({ ...column, role: roles[i] }));
    const csv = await leftOut(files, { ...guess, files: [{ ...guess.files[0], columns }] });
    const again = await sniff([file('log-left-out.csv', csv)]);
    expect(rolesIn(again)).toEqual(names.map((name, i) => [name, roles[i]]));
    expect(again.questions).toEqual([]);
    expect(again.files[0].columns[1].samples).toEqual(['@ann']);
    expect(again.files[0].opening).toEqual([['soon', '@ann', '-7', '']]);
  });

  it('are read by the form of time that was chosen before', async () => {
    const dates = goodRows.map(([user, item], i) => [user, item, `0${1 + (i % 9)}/02/2020`]);
    const files = [file('log.csv', textOf([NAMES, ['a', 'b', 'soon'], ...dates]))];
    const plan = withTime(await sniff(files), 'log.csv', 2, { kind: 'date', order: 'month first' });
    const csv = (await leftOut(files, plan)).replace('soon', '03/02/2020');
    const again = await importFiles([file('log-left-out.csv', csv)]);
    expect(triples(again)).toEqual([['a', 'b', Date.UTC(2020, 2, 2) / 1000]]);
  });

  it('complete the file they are from when both are dropped', async () => {
    const rows = [NAMES, ['@ann', '-7', 'soon'], ...goodRows];
    const csv = (await leftOutOf(rows)).replace('soon', '1500000000');
    const files = [file('log-left-out.csv', csv), file('log.csv', textOf(rows))];
    const { interactions, rejected } = await importFiles(files);
    expect([interactions.user.length, rejected]).toEqual([21, 1]);
    expect(interactions.users).toContain('@ann');
  });

  it('may lose the blank fields at the end of their lines, as some spreadsheets save them', async () => {
    const csv = await leftOutOf([NAMES, ['a', 'b', 'soon'], ['c', 'd', 'soon', 'x'], ...goodRows]);
    const repaired = cellsOf(csv).map((row) => row.map((cell) => (cell === 'soon' ? '1500000000' : cell)));
    repaired[2][8] = '';
    const short = repaired.map((row) => row.slice(0, row.findLastIndex((cell) => cell !== '') + 1));
    expect(triples(await importFiles([file('log-left-out.csv', textOf(short))]))).toEqual([
      ['a', 'b', 1_500_000_000],
      ['c', 'd', 1_500_000_000],
    ]);
  });

  it('may be saved as a workbook', async () => {
    const csv = await leftOutOf([NAMES, ['@ann', '-7', 'soon'], ['c', 'd', 'soon', 'x'], ...goodRows]);
    const cells = cellsOf(csv).map((row) => row.map((cell) => (cell === 'soon' ? '1500000000' : cell)));
    const { interactions, rejectedRows } = await importFiles(
      [workbook({ sheets: [{ name: 'log-left-out', rows: rowsOf(cells) }] })],
      { acceptProblems: true },
    );
    expect([interactions.users, interactions.catalogue.ids]).toEqual([['@ann'], ['-7']]);
    expect(rejectedRows.map((row) => row.cells)).toEqual([['c', 'd', '1500000000', 'x']]);
  });

  it('are left out again, as they stood, where nothing was repaired', async () => {
    const csv = await leftOutOf([NAMES, ['@a', 'b', 'soon'], ['c', 'd', '1500000000', 'x'], ...goodRows]);
    const files = [file('log-left-out.csv', csv), file('log.csv', textOf([NAMES, ...goodRows]))];
    const plan = await sniff(files);
    const { rejectedRows } = await readInteractions(files, plan, { acceptProblems: true });
    expect(rejectedRows.map(({ row, kind, cells }) => [row, kind, cells])).toEqual([
      [2, 'unreadable time', ['@a', 'b', 'soon']],
      [3, 'wrong number of fields', ['c', 'd', '1500000000', 'x']],
    ]);
  });

  it('are matched anew, which is said, where their columns were changed', async () => {
    const csv = (await leftOutOf([NAMES, ['a', 'b', 'soon'], ...goodRows])).replace('soon', '1500000000');
    const cells = cellsOf(csv).map((row) => [...row.slice(0, 5), ...row.slice(5).reverse()]);
    const { files } = await sniff([file('log-left-out.csv', textOf(cells))]);
    expect(files[0].warnings).toEqual([expect.stringContaining('matched anew')]);
    expect(files[0].columns.map(({ name, role }) => [name, role])).toEqual([
      ['time', 'time'],
      ['item', 'item'],
      ['user', 'user'],
    ]);
  });
});

it('an apostrophe in any other file is part of the id', async () => {
  const rows = [["'@ann", "'-7", '1500000000'], ...goodRows];
  expect(triples(await importFiles([file('log.csv', textOf([NAMES, ...rows]))]))[0]).toEqual([
    "'@ann",
    "'-7",
    1_500_000_000,
  ]);
});
