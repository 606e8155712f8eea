import { readFileSync } from 'node:fs';
import { join as path } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withChange } from '../plan.ts';
import { readInteractions } from '../read.ts';
import { sniff } from '../sniff.ts';
import { plainId } from './spelling.ts';
import { file, importFiles, triples } from '../testing.ts';
import { spellings, type ImportResult, type Joined, type NamedBlob, type Spelling } from '../types.ts';

const log = (users: readonly string[], item = 'i'): string =>
  `user,item,time\n${users.map((user, i) => `"${user}",${item},${1_600_000_000 + i}\n`).join('')}`;

async function joined(files: readonly NamedBlob[], join: Partial<Joined>): Promise<ImportResult> {
  return readInteractions(files, withChange(await sniff(files), { join }));
}

const example = (name: string, ...files: readonly string[]): readonly NamedBlob[] =>
  files.map((each) => file(each, readFileSync(path(import.meta.dirname, '..', 'examples', name, each), 'utf8')));

const users = (count: number, of: (i: number) => string): string[] => Array.from({ length: count }, (_, i) => of(i));

describe('ids in two spellings', () => {
  it('are counted, kept apart and told of, with and without .0', async () => {
    const result = await importFiles([file('x.csv', log(['17000.0', '17000', '17000', '18000', '18000.0', '19000']))]);
    expect(result.interactions.users).toHaveLength(5);
    expect(result.twins).toEqual([
      {
        ...{ what: 'user', spelling: 'numbers', ids: 2, joined: false },
        examples: [
          ['17000.0', '17000'],
          ['18000', '18000.0'],
        ],
      },
    ]);
    expect(result.problems).toEqual([
      {
        ...{ file: 'x.csv', kind: 'two spellings', rows: 2, rejected: false, examples: [], repair: 'kept apart' },
        sentence:
          '2 user ids are written in two ways, with and without .0 (for example "17000.0" and "17000"): kept apart; join them if they are one.',
      },
    ]);
  });

  it('are one where the plan joins them, and then are no problem', async () => {
    const result = await joined([file('x.csv', log(['18000', '17000.0', '17000', '19000.0', '18000.0']))], {
      user: ['numbers'],
    });
    expect(result.interactions.users).toEqual(['18000', '17000', '19000']);
    expect([...result.interactions.user]).toEqual([0, 1, 1, 2, 0]);
    expect(result.problems).toEqual([]);
    expect(result.twins).toMatchObject([{ ids: 2, joined: true }]);
    expect(result.notes.at(-1)).toMatch(/^2 user ids are written in two ways, .*: joined\.$/);
  });

  it('are told of for every spelling by itself, and for each that several need', async () => {
    const { twins } = await importFiles([
      file('x.csv', log(['1', '1.0', 'Ann', 'ann', ' ann', '007', '7', '012', '12.0'])),
    ]);
    expect(twins.map(({ spelling, ids }) => [spelling, ids])).toEqual([
      ['numbers', 2],
      ['letter case', 1],
      ['leading zeros', 2],
      ['spaces and accents', 1],
    ]);
    const part = await joined([file('x.csv', log(['012', '12.0', '5', '5.0']))], { user: ['numbers'] });
    expect(part.interactions.users).toEqual(['012', '12', '5']);
    expect(part.twins).toMatchObject([
      { spelling: 'numbers', ids: 1, joined: true },
      { spelling: 'leading zeros', ids: 1, joined: false },
    ]);
  });

  it('are shown as most interactions have them, whatever their order', async () => {
    const rows = ['ANN', 'Ann', 'Ann', 'ann'];
    for (const order of [rows, [...rows].reverse()]) {
      const { interactions } = await joined([file('x.csv', log(order))], { user: ['letter case'] });
      expect(interactions.users).toEqual(['Ann']);
    }
    const equal = await joined([file('x.csv', log(['ANN', 'Ann', 'ann']))], { user: ['letter case'] });
    expect(equal.interactions.users).toEqual(['ann']);
  });

  it('are joined across files, and the titles of either spelling are those of the one', async () => {
    const files = [
      file('2019.csv', 'user,item,title,time\na,00123,,1600000000\n'),
      file('2020.csv', 'user,item,title,time\na,123,Lamp,1600000001\na,9,Rug,1600000002\n'),
    ];
    const { interactions } = await joined(files, { item: ['leading zeros'] });
    expect(interactions.catalogue).toEqual({ ids: ['123', '9'], titles: ['Lamp', 'Rug'], categories: null });
    expect([...interactions.item]).toEqual([0, 0, 1]);
  });

  it('are a note where chance explains them: few among thousands, or case that tells ids apart', async () => {
    const few = await importFiles([file('x.csv', log([...users(2000, (i) => `k${i}`), 'K7']))]);
    expect(few.problems).toEqual([]);
    expect(few.twins).toMatchObject([{ spelling: 'letter case', ids: 1 }]);
    expect(few.notes.at(-1)).toMatch(/^1 user id is written in two ways, in capital and small letters .*kept apart/);
    const base64 = await importFiles([file('x.csv', log(['aB1', 'Ab1', 'xYz', 'qRs', 'mN0']))]);
    expect([base64.problems, base64.twins.length]).toEqual([[], 1]);
    const point = await importFiles([file('x.csv', log([...users(2000, (i) => `${i + 10}`), '17.0']))]);
    expect(point.problems).toMatchObject([{ kind: 'two spellings', rows: 1 }]);
  });

  it('come out as a plain map of strings would have them', async () => {
    const id = fc.oneof(
      fc.stringMatching(/^0?[1-3](\.0)?$/),
      fc.stringMatching(/^ ?[aA][bB]?$/),
      fc.constantFrom('é', 'e\u0301', 'É', '1e+05', '100000', '100000.0'),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(id, { minLength: 1, maxLength: 12 }),
        fc.subarray([...spellings]),
        async (ids, chosen: readonly Spelling[]) => {
          const result = await joined([file('x.csv', log(ids))], { user: chosen });
          const expected = ids.map((one) => plainId(one, chosen));
          expect(triples(result).map(([user]) => plainId(user, chosen))).toEqual(expected);
          expect(result.interactions.users).toHaveLength(new Set(expected).size);
          const apart = await joined([file('x.csv', log(ids))], {});
          const all = apart.twins.map(({ spelling }) => spelling);
          const most = await joined([file('x.csv', log(ids))], { user: all });
          expect(most.interactions.users).toHaveLength(new Set(ids.map((one) => plainId(one, spellings))).size);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('give whole histories in the files that people have', async () => {
    const point = await joined(example('ids-with-point-zero', 'floatids.csv'), { user: ['numbers'] });
    const skus = (from: number): string[] => users(6, (i) => `s${(from + i) % 15}`);
    const expected = users(25, String).flatMap((_, u) => skus(u).map((sku) => [`${17_000 + u}`, sku]));
    expect(triples(point).map(([user, item]) => [user, item])).toEqual(expected);
    const mails = await joined(example('ids-in-letter-case', 'case_emails.csv'), { user: ['letter case'] });
    expect(mails.interactions.users).toEqual(users(20, (i) => `ann${i}@example.org`));
    const months = example('monthly-files-that-lost-zeros', 'log_2020-10.csv', 'log_2020-09.csv');
    const zeros = await joined(months, { item: ['leading zeros'] });
    expect([zeros.interactions.catalogue.ids.length, zeros.problems]).toEqual([15, []]);
    const lines = example('shop-lines-with-blank-skus', 'orders_export.csv');
    const plan = withChange(await sniff(lines), { blankItems: 'title' });
    const { interactions, titledBlanks } = await readInteractions(lines, plan);
    expect([interactions.user.length, interactions.catalogue.ids.length, titledBlanks]).toEqual([100, 12, 25]);
  });
});
