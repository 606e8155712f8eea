import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withList, withRole } from '../plan.ts';
import { readInteractions } from '../read.ts';
import { sniff } from '../sniff.ts';
import { file, triples } from '../testing.ts';
import type { ImportPlan, ImportResult, ListForm, NamedBlob, Role } from '../types.ts';

type Columns = readonly (readonly [role: Role, list?: ListForm | null])[];

const brackets = (next: number | null = null): ListForm => ({ separator: 'brackets', next });
const spaces = (next: number | null = null): ListForm => ({ separator: ' ', next });

function withColumns(plan: ImportPlan, name: string, columns: Columns): ImportPlan {
  const cleared = columns.reduce((now, _, i) => withRole(now, name, i, 'ignore'), plan);
  return columns.reduce(
    (now, [role, list], i) => withList(withRole(now, name, i, role), name, i, list ?? null),
    cleared,
  );
}

/** Reads files with the roles and lists of the columns given. */
async function read(files: readonly NamedBlob[], columns: Columns): Promise<ImportResult> {
  const plan = withColumns(await sniff(files), files[0].name, columns);
  return readInteractions(files, plan, { acceptProblems: true });
}

const pairs = (result: ImportResult): readonly string[] => triples(result).map(([user, item]) => `${user} ${item}`);

describe('a list in the item column', () => {
  it('gives a row for each of its elements, in order, and counts them', async () => {
    const result = await read(
      [file('x.csv', 'user_id,items,day\nu0,"[2, 31, 2]",2024-01-05\nu1,"[]",2024-01-06\nu2,[7],2024-01-07\n')],
      [['user'], ['item', brackets()], ['time']],
    );
    const day = (n: number): number => Date.UTC(2024, 0, n) / 1000;
    expect(triples(result)).toEqual([
      ['u0', '2', day(5)],
      ['u0', '31', day(5)],
      ['u0', '2', day(5)],
      ['u2', '7', day(7)],
    ]);
    expect(result.files[0].rows).toEqual({ read: 4, used: 4, leftOut: 0, aside: 0 });
    expect(result.notes).toContain('x.csv: 3 lists in column "items" were read as 4 events.');
    expect(result.notes).toContain('x.csv: 1 of the lists are empty.');
  });

  it('is followed by the value of the column that comes next, and has its times beside it', async () => {
    const text =
      'session_id:token\titem_id_list:token_seq\ttimestamp_list:float_seq\titem_id:token\ttimestamp:float\n' +
      's1\t5 6\t100 200\t7\t300\ns2\t8\t150\t\t\n';
    const result = await read(
      [file('x.inter', text)],
      [['session'], ['item', spaces(3)], ['time', spaces(4)], ['ignore'], ['ignore']],
    );
    expect(triples(result)).toEqual([
      ['s1', '5', 100],
      ['s1', '6', 200],
      ['s1', '7', 300],
      ['s2', '8', 150],
    ]);
  });

  it('counts times that are not one for each item as unreadable', async () => {
    const text = 'user,items,times\na,"[1, 2]","[1700000000, 1700000001]"\nb,"[1, 2, 3]","[1700000000, 1700000001]"\n';
    const files = [file('x.csv', text)];
    const plan = withColumns(await sniff(files), 'x.csv', [['user'], ['item', brackets()], ['time', brackets()]]);
    const timed = {
      ...plan,
      files: plan.files.map((one) => ({
        ...one,
        columns: one.columns.map((column) => ({ ...column, time: { kind: 'epoch', unit: 's' } as const })),
      })),
    };
    const result = await readInteractions(files, timed, { acceptProblems: true });
    expect(triples(result)).toEqual([
      ['a', '1', 1_700_000_000],
      ['a', '2', 1_700_000_001],
    ]);
    expect(result.problems).toMatchObject([{ kind: 'unreadable time', rows: 3 }]);
    expect(result.files[0].rows).toEqual({ read: 5, used: 2, leftOut: 3, aside: 0 });
  });

  it('adds only what is new where every prefix is a row, also in the files that follow', async () => {
    const header = 'user_id,history_item_id,item_id\n';
    const files = [
      file('toy.train.csv', `${header}u,['a'],b\nv,['x'],y\nu,"['a', 'b']",c\nu,"['b', 'c']",d\n`),
      file('toy.valid.csv', `${header}u,"['c', 'd']",e\n`),
      file('toy.test.csv', `${header}u,"['d', 'e']",f\nv,"['x', 'y']",z\n`),
    ];
    const result = await read(files, [['user'], ['item', brackets(2)], ['ignore']]);
    expect(pairs(result)).toEqual(['u a', 'u b', 'v x', 'v y', 'u c', 'u d', 'u e', 'u f', 'v z']);
    expect(result.notes).toContain(
      'toy.train.csv: 4 of them tell again what earlier rows tell of the same user, and count once.',
    );
  });

  it('takes a single title for that of the value that follows, and a list of titles for theirs', async () => {
    const text =
      'user,titles,title,list,item\n' + "u,\"['Heat, again', 'Alien']\",Dune,\"[1, 2]\",3\nv,['Dune'],Up,[3],4\n";
    const titlesOf = async (columns: Columns): Promise<readonly string[] | null> =>
      (await read([file('x.csv', text)], columns)).interactions.catalogue.titles;
    expect(await titlesOf([['user'], ['ignore'], ['title'], ['item', brackets(4)], ['ignore']])).toEqual([
      ...['', '', 'Dune', 'Up'],
    ]);
    expect(await titlesOf([['user'], ['title', brackets(2)], ['ignore'], ['item', brackets(4)], ['ignore']])).toEqual([
      ...['Heat, again', 'Alien', 'Dune', 'Up'],
    ]);
  });

  it('says where numpy left out the middle', async () => {
    const result = await read(
      [file('x.csv', 'user,items\na,[1 2 ... 8 9]\nb,[3 4]\n')],
      [['user'], ['item', brackets()]],
    );
    expect(pairs(result)).toEqual(['a 1', 'a 2', 'a 8', 'a 9', 'b 3', 'b 4']);
    expect(result.notes.some((note) => note.startsWith('x.csv: 1 lists have "..."'))).toBe(true);
  });

  it('gives what cutting each row by hand gives', async () => {
    const item = fc.stringMatching(/^[a-c]{1,3}[0-9]$/);
    const rows = fc.array(fc.array(item, { maxLength: 6 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom("'", '"', ''), async (lists, quote) => {
        const written = lists.map((list) => `[${list.map((each) => quote + each + quote).join(', ')}]`);
        const text = written.map((list, i) => `u${i}\t${list}\n`).join('');
        const files = [file('x.tsv', `user\titem\nv\t[z9]\n${text}`)];
        const plan = await sniff(files, { formats: [{ file: 'x.tsv', quotes: false }] });
        const result = await readInteractions(files, withColumns(plan, 'x.tsv', [['user'], ['item', brackets()]]));
        const naive = lists.flatMap((list, i) => list.map((each) => `u${i} ${each}`));
        expect(pairs(result)).toEqual(['v z9', ...naive]);
      }),
      { numRuns: 30 },
    );
  });
});
