import { describe, expect, it } from 'vitest';
import { withList, withRole } from '../plan.ts';
import { readInteractions } from '../read.ts';
import { sniff } from '../sniff.ts';
import { file, importFiles, triples } from '../testing.ts';
import type { DelimitedFormat, FilePlan, FormatChoice, ImportResult, Role } from '../types.ts';

async function planOf(text: string, choice: FormatChoice = {}, name = 'x.txt'): Promise<FilePlan> {
  return (await sniff([file(name, text)], { formats: [{ file: name, ...choice }] })).files[0];
}

async function formatOf(text: string, choice: FormatChoice = {}): Promise<DelimitedFormat> {
  const { format } = await planOf(text, choice);
  if (format?.kind !== 'delimited') throw new Error('no delimited table');
  return format;
}

/** Reads a text with the roles of its columns given. */
async function read(text: string, roles: readonly Role[], choice: FormatChoice = {}): Promise<ImportResult> {
  const files = [file('x.txt', text)];
  const plan = await sniff(files, { formats: [{ file: 'x.txt', ...choice }] });
  const cleared = roles.reduce((now, _, i) => withRole(now, 'x.txt', i, 'ignore'), plan);
  const chosen = roles.reduce((now, role, i) => withRole(now, 'x.txt', i, role), cleared);
  const { format } = plan.files[0];
  const separator = format?.kind === 'delimited' && format.delimiter !== '::' ? format.delimiter : ' ';
  const histories = format?.kind === 'delimited' && format.lines === 'histories';
  const listed = histories ? withList(chosen, 'x.txt', 1, { separator, next: null }) : chosen;
  return readInteractions(files, listed, { acceptProblems: true });
}

const pairs = (result: ImportResult): readonly string[] => triples(result).map(([user, item]) => `${user} ${item}`);
const rows = (count: number, of: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => `${of(i)}\n`).join('');

describe('a table between spaces', () => {
  it.each([
    ['pairs', '1 31\n1 34\n2 20\n'],
    ['runs of spaces', '  1   31\n  1   34 \n  2   20\n'],
    ['tabs and spaces', '1\t31\n1 \t34\n2 20\n'],
    ['a comment', '% bip unweighted\n% 3 2 3\n1 31\n1 34\n2 20\n'],
    [
      'the comments and the size of Matrix Market',
      '%%MatrixMarket matrix coordinate pattern general\n%\n2 34 3\n1 31\n1 34\n2 20\n',
    ],
    ['a header behind a mark', '# user item\n1 31\n1 34\n2 20\n'],
  ])('is read from %s', async (_, text) => {
    expect(pairs(await read(text, ['user', 'item']))).toEqual(['1 31', '1 34', '2 20']);
  });

  it('has weights and times', async () => {
    const konect = '% bip weighted\n1 31 \t5 \t1082040961\n1 34 \t3 \t1082040962\n2 20 \t4 \t1082040963\n';
    expect(triples(await read(konect, ['user', 'item', 'value', 'time']))).toEqual([
      ['1', '31', 1082040961],
      ['1', '34', 1082040962],
      ['2', '20', 1082040963],
    ]);
    expect(await formatOf(rows(9, (i) => `${i % 3} ${i} 1`))).toMatchObject({ delimiter: ' ', lines: 'rows' });
  });

  it('has the quotes and the numbers of rows of R', async () => {
    const text = '"user" "item" "title"\n"1" "u1" "i1" "Toy Story"\n"2" "u1" "i2" "Heat"\n"3" "u2" "i1" "Toy Story"\n';
    const plan = await planOf(text);
    expect(plan.columns.map(({ name }) => name)).toEqual(['column 1', 'user', 'item', 'title']);
    expect(plan.warnings).toHaveLength(1);
    expect(pairs(await importFiles([file('x.txt', text)]))).toEqual(['u1 i1', 'u1 i2', 'u2 i1']);
  });

  it('may be printed by pandas', async () => {
    const text = '   user  item\n0     1    31\n1     1    34\n2     2    20\n';
    expect((await planOf(text)).columns.map(({ name }) => name)).toEqual(['column 1', 'user', 'item']);
    expect(pairs(await importFiles([file('x.txt', text)]))).toEqual(['1 31', '1 34', '2 20']);
  });

  it.each([
    ['sentences', 'This is a text\nand one more line\nof four words each\n', /one column/],
    ['titles', 'Toy Story\nStar Wars\nPulp Fiction\nDie Hard\n', /one column/],
  ])('is not made of %s', async (_, text, message) => {
    await expect(sniff([file('x.txt', text)])).rejects.toThrow(message);
  });

  it.each([
    ['titles in a CSV', rows(6, (i) => `u${i},Toy Story ${i}`), ','],
    ['times in a file of tabs', rows(6, (i) => `${i}\t2010-10-18 15:31:2${i}\t-4.69\t9000`), '\t'],
  ])('is not made of %s', async (_, text, delimiter) => {
    expect(await formatOf(text)).toMatchObject({ delimiter, lines: 'rows' });
  });
});

describe('histories', () => {
  it.each([
    ['spaces', '1 22 27 48\n2 47 40\n3 18\n4 1 2 3 4\n', ' '],
    ['tabs', '1\t22\t27\t48\n2\t47\t40\n3\t18\n4\t1\t2\t3\t4\n', '\t'],
    ['commas', '1,22,27,48\n2,47,40\n3,18\n4,1,2,3,4\n', ','],
    ['bars', '1|22|27|48\n2|47|40\n3|18\n4|1|2|3|4\n', '|'],
  ])('are read between %s', async (_, text, delimiter) => {
    expect(await formatOf(text)).toMatchObject({ delimiter, lines: 'histories', header: false });
    expect(pairs(await read(text, ['user', 'item']))).toEqual([
      ...['1 22', '1 27', '1 48', '2 47', '2 40', '3 18'],
      ...['4 1', '4 2', '4 3', '4 4'],
    ]);
  });

  it('may be empty, end in a space, have a header, or words as items', async () => {
    const result = await read('user items\n0 1 2 \n1 \n2\n3 2 9 8\n4 1 9 1 1\n', ['user', 'item']);
    expect(pairs(result)).toEqual(['0 1', '0 2', '3 2', '3 9', '3 8', '4 1', '4 9', '4 1', '4 1']);
    expect(result.notes).toContain('x.txt: 2 of the lists are empty.');
    const baskets = 'u1,milk,bread\nu2,bread\nu3,milk,eggs,bread,milk\nu4,eggs,milk\n';
    expect(await formatOf(baskets)).toMatchObject({ lines: 'histories' });
  });

  it('may be cut to one length, which no table of so many columns is', async () => {
    const cut = rows(60, (i) => [i, ...Array.from({ length: 6 }, (_, k) => (i * 7 + k * 5) % 20)].join(' '));
    expect(await formatOf(cut)).toMatchObject({ lines: 'histories' });
    const table = rows(60, (i) => `${i} ${(i * 7) % 20} ${(i % 5) + 1} ${1_700_000_000 + i} 0`);
    expect(await formatOf(table)).toMatchObject({ lines: 'rows' });
  });

  it('may be longer than a table may be wide', async () => {
    const long = Array.from({ length: 20_000 }, (_, i) => i).join(' ');
    const result = await read(`7 ${long}\n8 1 2\n9 4\n`, ['user', 'item']);
    expect(result.interactions.user).toHaveLength(20_003);
  });

  it('are what the user says, and rows too', async () => {
    const text = 'ann heat alien\nbob heat\nann alien heat dune\n';
    const choice = { delimiter: ' ', lines: 'histories' } as const;
    expect(pairs(await read(text, ['user', 'item'], choice))).toEqual([
      ...['ann heat', 'ann alien', 'bob heat', 'ann alien', 'ann heat', 'ann dune'],
    ]);
    expect(await formatOf('1 2 3\n2 3 4\n', { lines: 'histories' })).toMatchObject({ delimiter: ' ' });
    expect(await formatOf('1 2 3\n2 3\n4 5 6\n', { lines: 'rows' })).toMatchObject({ delimiter: ' ', lines: 'rows' });
    const headed = await planOf('a b c\n1 2 3\n', { ...choice, header: true });
    expect(headed.columns.map(({ name }) => name)).toEqual(['a', 'b c']);
  });

  it('are asked for where several lines begin alike', async () => {
    await expect(sniff([file('x.txt', '1 2 3\n1 4 5 6\n2 7\n2 8 9 10 11\n')])).rejects.toThrow(
      /no value begins one line only; .* choose the space as separator and a history as what a line is/,
    );
  });
});

describe('rows under items', () => {
  const first = rows(1500, (i) => `${100 + (i % 40)},${(i % 5) + 1},2019-10-0${(i % 9) + 1}`);
  const text = `1:\n${first}2:\n101,4,2019-10-05\n\n3:\n102,4,2019-10-05\n`;

  it('have the line above as a column of its own, however seldom such lines are', async () => {
    const plan = await planOf(text);
    expect(plan.format).toMatchObject({ lines: 'rows under items', delimiter: ',', header: false, skipLines: 0 });
    expect(plan.columns.map(({ name }) => name)).toEqual(['line above', 'column 2', 'column 3', 'column 4']);
    const result = await read(text, ['item', 'user', 'value', 'time']);
    expect(result.interactions.catalogue.ids).toEqual(['1', '2', '3']);
    expect(pairs(result).slice(-2)).toEqual(['101 2', '102 3']);
    expect(result.problems).toEqual([]);
  });

  it('may be users alone, and the line above one too', async () => {
    expect(pairs(await read('1:\n308\n264\n2:\n308\n', ['item', 'user']))).toEqual(['308 1', '264 1', '308 2']);
    expect(pairs(await read('u1:\ni1;5\ni2;4\nu2:\ni1;3\n', ['user', 'item', 'value']))).toEqual([
      ...['u1 i1', 'u1 i2', 'u2 i1'],
    ]);
  });

  it('are not what a title above a table makes', async () => {
    expect(await formatOf('Ratings:\nuser,item\nu1,i1\nu2,i1\n')).toMatchObject({ lines: 'rows', skipLines: 1 });
    expect(await formatOf('Report 7:\nuser,item\nu1,i1\nu2,i1\n')).toMatchObject({ lines: 'rows', skipLines: 1 });
  });

  it('are said by the user', async () => {
    const choice = { lines: 'rows under items' } as const;
    expect(pairs(await read('Heat:\nann,5\nbob,4\n', ['item', 'user', 'value'], choice))).toEqual([
      'ann Heat',
      'bob Heat',
    ]);
  });
});

describe('a header that is not as wide as its rows', () => {
  const names = async (text: string): Promise<readonly string[]> =>
    (await planOf(text)).columns.map(({ name }) => name);

  it.each([
    ['numbers its rows', 'user,item\n0,u1,i1\n1,u1,i2\n2,u2,i1\n', ['column 1', 'user', 'item']],
    ['lacks the last name', 'user,item\nu1,i1,5\nu1,i2,4\nu2,i1,3\n', ['user', 'item', 'column 3']],
    [
      'stands over rows with a delimiter at their ends',
      'user,item\nu1,i1,\nu1,i2,\nu2,i1,\n',
      ['user', 'item', 'column 3'],
    ],
    ['has a delimiter at its end', 'user,item,\nu1,i1\nu1,i2\nu2,i1\n', ['user', 'item']],
    ['has one like all rows', 'user,item,\nu1,i1,\nu1,i2,\nu2,i1,\n', ['user', 'item', 'column 3']],
  ])('and %s', async (_, text, expected) => {
    expect(await names(text)).toEqual(expected);
    expect(pairs(await importFiles([file('x.csv', text)]))).toEqual(['u1 i1', 'u1 i2', 'u2 i1']);
  });

  it('is not passed over where its names are no known words', async () => {
    expect(await names('spam,eggs\n0,u1,i1\n1,u1,i2\n2,u2,i1\n')).toEqual(['column 1', 'spam', 'eggs']);
  });
});
