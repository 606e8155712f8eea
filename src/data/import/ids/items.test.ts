import { describe, expect, it } from 'vitest';
import { readInteractions } from '../read.ts';
import { sniff } from '../sniff.ts';
import { file, importFiles } from '../testing.ts';
import type { FilePlan, ImportPlan, ImportResult, Role } from '../types.ts';

const log = (items: readonly string[]): ReturnType<typeof file> =>
  file('log.csv', `user,item,time\n${items.map((item, i) => `u${i % 3},${item},${1_600_000_000 + i}\n`).join('')}`);

/** The plan with roles of an items file as given. */
function withItems(plan: ImportPlan, name: string, roles: Readonly<Record<string, Role>>): ImportPlan {
  const change = (old: FilePlan): FilePlan =>
    old.name !== name
      ? old
      : {
          ...old,
          role: 'items',
          columns: old.columns.map((column) => ({ ...column, role: roles[column.name] ?? 'ignore' })),
        };
  return { ...plan, files: plan.files.map(change) };
}

async function read(
  items: readonly string[],
  table: string,
  roles: Readonly<Record<string, Role>>,
): Promise<ImportResult> {
  const files = [log(items), file('things.csv', table)];
  return readInteractions(files, withItems(await sniff(files), 'things.csv', roles));
}

const titles = ({ interactions: { catalogue } }: ImportResult): readonly string[] | null => catalogue.titles;

const ROLES = { id: 'item', title: 'title' } as const;

describe('an items file', () => {
  it.each([
    ['with a point', ['100', '101'], ['100.0', '101.0'], 'with and without .0'],
    ['without a point', ['100.0', '101.0'], ['100', '101'], 'with and without .0'],
    ['without leading zeros', ['0108', '0109'], ['108', '109'], 'with and without leading zeros'],
    [
      'with a point and without zeros',
      ['0108', '0109'],
      ['108.0', '109.0'],
      'with and without .0 and with and without leading zeros',
    ],
    ['in small letters', ['B00A', 'B00C'], ['b00a', 'b00c'], 'in capital and small letters'],
    ['with spaces', ['a', 'b'], [' a', 'b '], 'with other spaces or accents'],
  ])('gives its titles where it writes the ids %s', async (_, used, written, how) => {
    const result = await read(used, `id,title\n${written[0]},One\n${written[1]},Two\n`, ROLES);
    expect(titles(result)).toEqual(['One', 'Two']);
    expect(result.notes).toContain(
      `things.csv writes 2 items in another way, ${how} (for example "${used[0]}" as "${written[0]}"): joined for their titles.`,
    );
    expect(result.problems).toEqual([]);
    expect(result.files[1].rows).toEqual({ read: 2, used: 2, leftOut: 0, aside: 0 });
  });

  it('gives a row in another spelling to no item that has a row of its own, and to none of several', async () => {
    const exact = await read(['A', 'B'], 'id,title\na,Other\nA,Mine\nB,Two\n', ROLES);
    expect(titles(exact)).toEqual(['Mine', 'Two']);
    expect(exact.files[1].rows).toEqual({ read: 3, used: 2, leftOut: 0, aside: 1 });
    const several = await read(['7', '8'], 'id,title\n07,One\n007,Two\n8,Eight\n', ROLES);
    expect(titles(several)).toEqual(['', 'Eight']);
    const twins = await read(['07', '7.0', '8'], 'id,title\n7,One\n8,Eight\n', ROLES);
    expect(titles(twins)).toEqual(['', '', 'Eight']);
  });

  it('joins no ids by letter case where it tells them apart', async () => {
    const used = ['dQw4w9WgXcQ', 'kJQP7kiw5Fk'];
    const result = await read(used, `id,title\n${used[0].toLowerCase()},One\n${used[1]},Two\n`, ROLES);
    expect(titles(result)).toEqual(['', 'Two']);
  });

  it('joins by the column whose values name the items, whatever its name', async () => {
    const table = 'product_code,article_id,name\n12,112,Jumper\n12,113,Jumper red\n14,214,Hat\n';
    const roles = { product_code: 'item', article_id: 'time', name: 'title' } as const;
    const result = await read(['0112', '0113', '0214'], table, roles);
    expect(titles(result)).toEqual(['Jumper', 'Jumper red', 'Hat']);
    expect(result.notes).toContain(
      'things.csv is matched by column "article_id", which has 3 of the 3 items, not by "product_code", which has 0 of the 3 items.',
    );
    const unnamed = await read(['112', '113', '214'], table, { name: 'title' });
    expect(titles(unnamed)).toEqual(['Jumper', 'Jumper red', 'Hat']);
  });

  it('stays with the named column where others match no better, or only by few different values', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `${i + 1},${i + 1000},${(i % 4) + 1},T${i}\n`).join('');
    const table = `id,other,size,title\n${rows}`;
    const roles = { id: 'item', title: 'title' } as const;
    expect(titles(await read(['1', '2', '1003'], table, roles))).toEqual(['T0', 'T1', '']);
    const bySize = await read(['1', '2', '3', '4', '5'], table, { ...roles, id: 'ignore', other: 'item' });
    expect(titles(bySize)).toEqual(['T0', 'T1', 'T2', 'T3', 'T4']);
    const onlySize = await read(['1', '2', '3', '4'], table.replaceAll(/^(\d+),/gm, 'k$1,'), roles);
    expect(onlySize.problems.map(({ kind }) => kind)).toEqual(['no item matches']);
  });

  it('that is about other items is a problem', async () => {
    const result = await read(['a', 'b'], 'id,title\nx1,One\nx2,Two\n', ROLES);
    expect(result.problems).toEqual([
      {
        ...{ file: 'things.csv', kind: 'no item matches', rows: 2, rejected: false, repair: 'no titles taken' },
        examples: [
          { row: 2, column: 'id', value: 'x1', cells: ['x1', 'One'] },
          { row: 3, column: 'id', value: 'x2', cells: ['x2', 'Two'] },
        ],
        sentence:
          'None of 2 rows name an item of the interactions in column "id" (for example "x1"; there it is "a"): they give no titles; choose the column that names the item, or another file.',
      },
    ]);
    const catalogue = Array.from({ length: 500 }, (_, i) => `c${i},T${i}\n`).join('');
    expect((await read(['c7', 'c9'], `id,title\n${catalogue}`, ROLES)).problems).toEqual([]);
  });

  it('shows who made an item after its title', async () => {
    const table = 'id,title,author\na,Dune,Frank Herbert\nb,Emma,\n';
    const result = await read(['a', 'b'], table, { ...ROLES, author: 'maker' });
    expect(titles(result)).toEqual(['Dune · Frank Herbert', 'Emma']);
  });
});

describe('titles that stand for items', () => {
  it('are other items where their makers differ', async () => {
    const text =
      'user,track,artist,time\nu,Intro,A,1600000000\nu,Intro,B,1600000001\nu,Intro,A,1600000002\nu,Solo,,1600000003\n';
    const files = [file('plays.csv', text)];
    const plan = await sniff(files);
    const roles: Readonly<Record<string, Role>> = { user: 'user', track: 'item', artist: 'maker', time: 'time' };
    const [table] = plan.files;
    const columns = table.columns.map((column) => ({ ...column, role: roles[column.name] }));
    const { interactions } = await readInteractions(files, { ...plan, files: [{ ...table, columns }] });
    expect(interactions.catalogue).toEqual({ ids: ['Intro · A', 'Intro · B', 'Solo'], titles: null, categories: null });
    expect([...interactions.item]).toEqual([0, 1, 0, 2]);
  });
});

describe('rows whose item is blank', () => {
  const rows = ['m,S1,Mug', 'm,,Poster', 'n,,Poster', 'n,S1,Mug', 'n,,', 'n,,Mug'];
  const files = [
    file(
      'orders.csv',
      `Email,Lineitem sku,Lineitem name,Created at\n${rows.map((row, i) => `${row},2024-01-0${i + 1}\n`).join('')}`,
    ),
  ];

  it('are left out, with the number of those that have a title', async () => {
    const result = await importFiles(files, { acceptProblems: true });
    expect(result.interactions.catalogue.ids).toEqual(['S1']);
    expect(result.titledBlanks).toBe(3);
    expect(result.notes).toContain(
      'orders.csv: of the rows without an item, 3 rows have a title: it can be taken as the item, and saves as many rows.',
    );
    expect(result.problems).toMatchObject([{ kind: 'missing item', rows: 4 }]);
  });

  it('are offered to be of their title where they are too many to be left out without a word', async () => {
    await expect(importFiles(files)).rejects.toThrow(/4 rows name no item .*\n- orders\.csv: .* 3 rows have a title/);
  });

  it('are of the item that their title names where the plan says so', async () => {
    const plan = { ...(await sniff(files)), blankItems: 'title' as const };
    const result = await readInteractions(files, plan, { acceptProblems: true });
    expect(result.interactions.catalogue).toMatchObject({
      ids: ['S1', 'Poster', 'Mug'],
      titles: ['Mug', 'Poster', 'Mug'],
    });
    expect([...result.interactions.item]).toEqual([0, 1, 1, 0, 2]);
    expect(result.titledBlanks).toBe(3);
    expect(result.problems).toMatchObject([{ kind: 'missing item', rows: 1 }]);
  });

  it('count only where nothing else is missing', async () => {
    const text = 'user,item,title,time\nu,,Poster,\nu,,Mug,1600000000\nu,a,Pen,1600000001\n';
    expect((await importFiles([file('x.csv', text)], { acceptProblems: true })).titledBlanks).toBe(1);
  });
});
