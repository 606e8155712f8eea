import { describe, expect, it } from 'vitest';
import { columnOf, missing, withAnswer, withFileRole, withRole } from './plan.ts';
import { readInteractions } from './read.ts';
import { sniff } from './sniff.ts';
import { datasetName } from './text/header.ts';
import { file, importFiles, triples } from './testing.ts';
import type { Role } from './types.ts';

const EXPECTED = [
  ['u1', 'i1', null],
  ['u2', 'i1', null],
];

describe('sniff', () => {
  it('tells format, columns with samples and reasons, and the role of every file', async () => {
    const plan = await sniff([
      file('notes.txt', 'nothing here\nat all\n'),
      file('film.csv', 'film_id;titel\r\n7;Heat\r\n'),
      file('log.csv', 'customer;film_id;bewertung\r\na;7;3,5\r\nb;7;4,0\r\n'),
    ]);
    expect(plan.files.map(({ role }) => role)).toEqual(['ignored', 'items', 'interactions']);
    expect(plan.files[0].why).toMatch(/one column/);
    expect(plan.files[2].format).toEqual({
      kind: 'delimited',
      lines: 'rows',
      encoding: 'utf-8',
      delimiter: ';',
      quotes: true,
      header: true,
      decimal: ',',
      skipLines: 0,
    });
    expect(plan.files[2].columns[0]).toMatchObject({ name: 'customer', samples: ['a', 'b'], role: 'user' });
    expect(plan.files[2].columns[0].confidence).toBeGreaterThan(0.9);
    expect(structuredClone(plan)).toEqual(plan);
  });

  it.each([
    ['comma', 'user,item\nu1,i1\nu2,i1\n'],
    ['semicolon', 'user;item\nu1;i1\nu2;i1\n'],
    ['tab', 'user\titem\nu1\ti1\nu2\ti1\n'],
    ['bar', 'user|item\nu1|i1\nu2|i1\n'],
    ['double colon', 'user::item\nu1::i1\nu2::i1\n'],
    ['RecBole', 'user_id:token\titem_id:token\nu1\ti1\nu2\ti1'],
    ['JSON lines', '{"user":"u1","item":"i1"}\n{"item":"i1","user":"u2"}\n'],
    ['classic Mac', 'user,item\ru1,i1\ru2,i1'],
    ['no header', 'u1,i1\nu2,i1\n'],
  ])('reads %s', async (what, text) => {
    const formats = what === 'no header' ? [{ file: 'x', header: false }] : [];
    expect(triples(await importFiles([file('x', text)], { formats }))).toEqual(EXPECTED);
  });

  it('tells a table without a header by the numbers in its first row, and asks which column is which', async () => {
    const text = Array.from({ length: 40 }, (_, i) => `${i % 7},${(i * 5) % 11},${1_700_000_000 + i}\n`).join('');
    const plan = await sniff([file('x.csv', text)]);
    expect(plan.files[0].format).toMatchObject({ header: false });
    expect(plan.files[0].columns.map(({ name, role }) => [name, role])).toEqual([
      ['column 1', 'user'],
      ['column 2', 'item'],
      ['column 3', 'time'],
    ]);
    const [question] = plan.questions;
    expect(plan.questions).toHaveLength(1);
    expect(question.sentence).toMatch(/How are the rows to be read\?$/);
    expect(question.answers[question.guess]).toMatchObject({
      label: 'who is column 1 (0, 1), what is column 2 (0, 5), when is column 3 (1700000000, 1700000001)',
      consequence: '7 users × 11 items in the first 40 rows',
    });
    const swap = question.answers.find(({ label }) => /^who is column 2 .* what is column 1 /.test(label));
    const swapped = withAnswer(plan, question, swap ?? { label: 'none', changes: [] });
    expect(['user', 'item', 'time'].map((role) => columnOf(swapped.files[0], role as Role))).toEqual([1, 0, 2]);
    expect([missing(swapped), swapped.questions]).toEqual([[], []]);
  });

  it('asks for the order of day and month where the dates leave it open', async () => {
    const files = [file('x.csv', 'user,item,date\na,b,02/03/2024\nc,d,05/06/2024\n')];
    const plan = await sniff(files);
    const [question] = plan.questions;
    expect(question.sentence).toBe('Is the first number of "02/03/2024" in column "date" the day or the month?');
    expect(question.answers[question.guess].label).toBe('month first');
    const torn = await sniff([file('x.csv', 'user,item,date\na,b,NaT\nc,d,04/04/2024\nc,d,05/06/2024\n')]);
    expect(torn.questions[0].sentence).toMatch(/^Is the first number of "05\/06\/2024"/);
    expect((await sniff([file('x.csv', 'user,item,date\na,b,NaT\nc,d,04/04/2024\n')])).questions).toEqual([]);
    const dayFirst = withAnswer(plan, question, question.answers[0]);
    const times = (await readInteractions(files, dayFirst)).interactions.time;
    expect(times?.[0]).toBe(Date.UTC(2024, 2, 2) / 1000);
  });

  it('asks which of several columns of one name is meant', async () => {
    const plan = await sniff([file('x.csv', 'user,item,item\na,b,c\n')]);
    expect(plan.questions[0].sentence).toBe('Several columns are called "item". Which one is the item?');
    expect(plan.questions[0].answers.flatMap(({ changes }) => changes)).toMatchObject([{ column: 1 }, { column: 2 }]);
  });

  it('treats __proto__, constructor and toString as ordinary names', async () => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    const header = '__proto__,constructor,toString,user,item\na,b,c,u1,i1\n';
    const plan = await sniff([file('x.csv', header)]);
    expect(plan.files[0].columns.map(({ name }) => name)).toEqual([
      '__proto__',
      'constructor',
      'toString',
      'user',
      'item',
    ]);
    const json = '{"__proto__":{"polluted":1},"user":"u1","item":"i1"}\n';
    expect(triples(await importFiles([file('x.jsonl', json)]))).toEqual([['u1', 'i1', null]]);
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('warns where a column is called a time and holds none', async () => {
    const [plan] = (await sniff([file('x.csv', 'user,item,timestamp\na,b,soon\n')])).files;
    expect(plan.warnings).toEqual(['Column "timestamp" is not used as the time: "soon" is none.']);
    expect(plan.columns[2].why).toBe('the name "timestamp" means time; but its values are no times');
  });

  it('lets the user choose the roles of columns and files', async () => {
    const files = [file('a.csv', 'user,item,other\nu,i,o\n'), file('b.csv', 'user,item\nx,y\n')];
    const plan = await sniff(files);
    const changed = withRole(plan, 'a.csv', 2, 'item');
    expect(changed.files[0].columns.map(({ role }) => role)).toEqual(['user', 'ignore', 'item']);
    expect(triples(await readInteractions(files, changed))).toEqual([['u', 'o', null]]);
    expect(triples(await readInteractions(files, withFileRole(plan, 'b.csv', 'interactions')))).toEqual([
      ['x', 'y', null],
    ]);
  });

  it.each([
    ['nothing', '', /no data rows/],
    ['blank rows', '\n\n  \n', /no data rows/],
    ['only a header', 'user,item\n', /no data rows, only a header/],
    ['one column', 'user\na\n', /one column/],
    ['an array of no objects', '[1, 2]\n', /no data rows/],
    ['pretty-printed JSON', '{\n "a": {\n "b": 1}\n}\n', /holds no list of objects/],
    [
      'an open quote',
      `user,item\na,"b\n${'c,d\n'.repeat(60_000)}`,
      /row 2: the quote opened in this row does not close within 64 KiB/,
    ],
    ['NUL bytes', '\0'.repeat(100), /NUL/],
  ])('refuses a file with %s', async (_, text, message) => {
    await expect(sniff([file('x.csv', text)])).rejects.toThrow(message);
  });

  it('says of every file why none can be used', async () => {
    await expect(sniff([file('a.csv', ''), file('b.csv', '%PDF')])).rejects.toThrow(
      /^a\.csv: the file has no data rows.*\nb\.csv: this is a PDF/,
    );
    await expect(sniff([])).rejects.toThrow(/no file was chosen/);
  });
});

it('calls a dataset by its file, or by the archive it came in', () => {
  expect(datasetName('ratings.csv')).toBe('ratings');
  expect(datasetName('ml-latest.ratings.csv.gz')).toBe('ml-latest.ratings');
  expect(datasetName('ml-100k.zip/ml-100k/u.data')).toBe('ml-100k');
  expect(datasetName('ml-1m.zip/ratings.dat')).toBe('ml-1m');
});
