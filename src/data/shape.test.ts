import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CancelledError, ImportError, SettingsError } from '../core/errors.ts';
import { Random } from '../core/random.ts';
import type { Interactions } from './dataset.ts';
import { interactionsOf, spelled } from '../testing/interactions.ts';
import { limits, shape, shapeDataset, unfit } from './shape.ts';

const rowsOfUser = (user: string, items: string): [string, string][] => items.split(' ').map((item) => [user, item]);

describe('shape', () => {
  it('sorts each history by time and keeps file order among equal times', async () => {
    const dataset = await shapeDataset(
      interactionsOf([
        ['u', 'late', 9],
        ['v', 'x', 5],
        ['u', 'b', 3],
        ['u', 'a', 3],
        ['v', 'first', -2.5],
        ['u', 'c', 3],
      ]),
    );
    expect(spelled(dataset)).toEqual({ u: 'b a c late', v: 'first x' });
    expect([...(dataset.times ?? [])]).toEqual([3, 3, 3, 9, -2.5, 5]);
  });

  it('gives every history the order of a stable sort, whatever the rows', async () => {
    const row = fc.tuple(
      fc.constantFrom('u', 'v', 'w'),
      fc.constantFrom('a', 'b', 'c'),
      fc.integer({ max: 4, min: 0 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 0, maxLength: 60 }), async (drawn) => {
        const rows = [...drawn, ['u', 'a', 9], ['v', 'b', 9]] as const;
        const want = (user: string): string =>
          rows
            .filter((row) => row[0] === user)
            .toSorted((a, b) => a[2] - b[2])
            .map((row) => row[1])
            .join(' ');
        const got = spelled(await shapeDataset(interactionsOf(rows)));
        for (const user of Object.keys(got)) expect(got[user]).toBe(want(user));
      }),
    );
  });

  it('gives the same histories for any order of the rows when no times are equal', async () => {
    const rows = Array.from({ length: 200 }, (_, t) => [`u${t % 7}`, `i${(t * 13) % 31}`, t] as const);
    const want = spelled(await shapeDataset(interactionsOf(rows)));
    const shuffled = new Random(4, 'test').shuffle([...rows]);
    expect(spelled(await shapeDataset(interactionsOf(shuffled)))).toEqual(want);
  });

  it('shuffles only events of one user at one time, by the seed', async () => {
    const rows = [0, 1].flatMap((time) =>
      Array.from({ length: 20 }, (_, i) => [i % 2 ? 'u' : 'v', `${time}.${i}`, time] as const),
    );
    const interactions = interactionsOf(rows);
    const shuffledBy = async (seed: number) =>
      spelled(await shapeDataset(interactions, { ties: 'seeded shuffle', seed }));
    const one = await shuffledBy(1);
    expect(await shuffledBy(1)).toEqual(one);
    expect(await shuffledBy(2)).not.toEqual(one);
    const plain = spelled(await shapeDataset(interactions));
    expect(one).not.toEqual(plain);
    for (const user of ['u', 'v']) {
      const halves = (of: Record<string, string>) => [of[user].split(' ').slice(0, 10), of[user].split(' ').slice(10)];
      expect(halves(one).map((half) => half.toSorted())).toEqual(halves(plain).map((half) => half.toSorted()));
    }
  });

  it('drops rows equal in user, item and time, and only those', async () => {
    const { dataset, report } = await shape(
      interactionsOf([
        ['u', 'a', 1],
        ['u', 'b', 1],
        ['u', 'a', 1],
        ['u', 'a', 2],
        ['v', 'a', 2],
        ['v', 'b', 3],
      ]),
      { duplicates: 'drop repeated rows' },
    );
    expect(spelled(dataset)).toEqual({ u: 'a b a', v: 'a b' });
    expect(report.removed).toEqual([{ step: 'duplicates', interactions: 1, users: 0, items: 0 }]);
  });

  it('keeps repeats of a file without times, where copies cannot be told from repeats', async () => {
    const { dataset, report } = await shape(interactionsOf([...rowsOfUser('u', 'a a b'), ...rowsOfUser('v', 'b a')]), {
      duplicates: 'drop repeated rows',
    });
    expect(dataset.items).toHaveLength(5);
    expect(report.removed).toEqual([]);
  });

  it('collapses runs of one item, also runs that the removal of a rare item makes', async () => {
    const rows = [...rowsOfUser('u', 'a a rare a b b'), ...rowsOfUser('v', 'a b a'), ...rowsOfUser('w', 'b a')];
    const dataset = await shapeDataset(interactionsOf(rows), { duplicates: 'collapse consecutive', minimumItem: 2 });
    expect(spelled(dataset)).toEqual({ u: 'a b', v: 'a b a', w: 'b a' });
  });

  it('removes users and items until every one has its minimum', async () => {
    // w goes for its length; then c is too rare; then v is too short; a and b stay with u, x and y.
    const rows = [
      ...rowsOfUser('u', 'a b a'),
      ...rowsOfUser('v', 'c c b'),
      ...rowsOfUser('w', 'c'),
      ...rowsOfUser('x', 'b a b'),
      ...rowsOfUser('y', 'a b a'),
    ];
    const { dataset, report } = await shape(interactionsOf(rows), { minimumUser: 2, minimumItem: 3 });
    expect(spelled(dataset)).toEqual({ u: 'a b a', x: 'b a b', y: 'a b a' });
    expect(report).toEqual({
      cut: null,
      before: { interactions: 13, users: 5, items: 3 },
      removed: [{ step: 'minimum interactions', interactions: 4, users: 2, items: 1 }],
      after: { interactions: 9, users: 3, items: 2 },
    });
  });

  it('finds the same core as repeated filtering', async () => {
    const random = new Random(11, 'core');
    const rows = Array.from({ length: 900 }, () => {
      const skewed = (count: number) => Math.floor(count * random.uniform() ** 2);
      return [`u${skewed(120)}`, `i${skewed(150)}`] as const;
    });
    let left: readonly (readonly [string, string])[] = rows;
    for (let before = -1; before !== left.length;) {
      before = left.length;
      for (const [column, minimum] of [
        [0, 4],
        [1, 5],
      ] as const) {
        const degree = new Map<string, number>();
        for (const row of left) degree.set(row[column], (degree.get(row[column]) ?? 0) + 1);
        left = left.filter((row) => (degree.get(row[column]) ?? 0) >= minimum);
      }
    }
    expect(left.length).toBeGreaterThan(100);
    expect(left.length).toBeLessThan(rows.length);
    const dataset = await shapeDataset(interactionsOf(rows), { minimumUser: 4, minimumItem: 5 });
    expect(spelled(dataset)).toEqual(spelled(await shapeDataset(interactionsOf(left))));
  });

  it('keeps the last N of each user', async () => {
    const rows = [...rowsOfUser('u', 'a b c d'), ...rowsOfUser('v', 'd c'), ...rowsOfUser('w', 'a')];
    const { dataset, report } = await shape(interactionsOf(rows), { lastN: 2 });
    expect(spelled(dataset)).toEqual({ u: 'c d', v: 'd c', w: 'a' });
    expect(report.removed).toEqual([{ step: 'last N', interactions: 2, users: 0, items: 1 }]);
  });

  it('numbers what is left in order of first appearance and takes titles along', async () => {
    const interactions: Interactions = {
      name: 'catalogue first',
      users: ['never', 'second', 'first'],
      catalogue: { ids: ['z', 'unused', 'y', 'x'], titles: ['Z', 'U', 'Y', 'X'], categories: ['1', '2', '3', '4'] },
      user: Uint32Array.of(2, 1, 2, 1),
      item: Uint32Array.of(3, 2, 0, 2),
      time: null,
    };
    const dataset = await shapeDataset(interactions);
    expect(dataset.users).toEqual(['first', 'second']);
    expect(dataset.catalogue).toEqual({ ids: ['x', 'y', 'z'], titles: ['X', 'Y', 'Z'], categories: ['4', '3', '1'] });
    expect([...dataset.offsets, ...dataset.items]).toEqual([0, 2, 4, 0, 2, 1, 1]);
  });

  it.each([
    [
      [
        ['u', 'a'],
        ['u', 'b'],
      ],
      {},
      'test: 1 user and 2 items found, expected at least 2 of each; check',
    ],
    [
      [
        ['u', 'a'],
        ['v', 'a'],
      ],
      {},
      'test: 2 users and 1 item found, expected at least 2 of each; check',
    ],
    [[], {}, 'test: 0 users and 0 items found'],
    [
      [
        ['u', 'a'],
        ['v', 'b'],
      ],
      { minimumUser: 2 },
      'test: 0 users and 0 items left of 2 users and 2 items after',
    ],
    [
      [
        ['u', 'a', 1],
        ['v', 'b', Infinity],
      ],
      {},
      'test: interaction 2 has time Infinity, expected seconds',
    ],
  ] as const)('refuses %j with %j', async (rows, shaping, message) => {
    const refusal = shape(interactionsOf(rows), shaping);
    await expect(refusal).rejects.toBeInstanceOf(ImportError);
    await expect(refusal).rejects.toThrow(message);
  });

  it('refuses more items than the limit before any work', async () => {
    const few = interactionsOf(rowsOfUser('u', 'a b'));
    const many = { ...few, catalogue: { ...few.catalogue, ids: Array<string>(10_000_001) } };
    await expect(shape(many)).rejects.toThrow('test: 10,000,001 items, expected at most 10,000,000');
  });

  it('cuts histories where more time passes than the gap, and takes the pieces for users from there on', async () => {
    const rows: [string, string, number][] = [
      ['u', 'a', 0],
      ['v', 'a', 5],
      ['u', 'b', 60], // a gap of exactly 60 seconds does not cut
      ['u', 'c', 121],
      ['v', 'b', 10],
      ['u', 'a', 500],
      ['u', 'b', 501],
    ];
    const { dataset, report } = await shape(interactionsOf(rows), { sessionGap: 60, minimumUser: 2 });
    expect(spelled(dataset)).toEqual({ 'u · 1': 'a b', 'u · 3': 'a b', 'v · 1': 'a b' });
    expect([...(dataset.times ?? [])]).toEqual([0, 60, 500, 501, 5, 10]);
    expect(report).toEqual({
      cut: { users: 2 },
      before: { interactions: 7, users: 4, items: 3 },
      removed: [{ step: 'minimum interactions', interactions: 1, users: 1, items: 1 }],
      after: { interactions: 6, users: 3, items: 2 },
    });
    expect((await shapeDataset(interactionsOf(rows), { sessionGap: 1000 })).fingerprint).not.toBe(
      (await shapeDataset(interactionsOf(rows))).fingerprint,
    );
  });

  it('refuses more sessions than users may be', () => {
    const counts = { interactions: 20_000_000, users: limits.users, items: 9 };
    expect(unfit(counts, counts)).toBeNull();
    const cut = { ...counts, users: limits.users + 1 };
    expect(unfit(cut, cut)).toBe(
      '10,000,001 sessions left, expected at most 10,000,000; cut after a longer pause, or raise the minimum interactions',
    );
  });

  it('refuses minimums that are not whole numbers from 1', async () => {
    const few = interactionsOf(rowsOfUser('u', 'a b'));
    await expect(shape(few, { minimumUser: 0 })).rejects.toBeInstanceOf(SettingsError);
    await expect(shape(few, { lastN: 1.5 })).rejects.toThrow('shaping: lastN is 1.5');
    await expect(shape(few, { sessionGap: 60 })).rejects.toThrow('sessionGap needs times, and there are none');
  });

  it('refuses rules that there are not, and seeds beyond 32 bits', async () => {
    const few = interactionsOf(rowsOfUser('u', 'a b'));
    const wrong = (rule: object): Promise<unknown> => shape(few, rule); // as from a console or a link
    await expect(wrong({ ties: 'seeded' })).rejects.toThrow(
      'shaping: ties is "seeded", expected one of file order, seeded shuffle',
    );
    await expect(wrong({ duplicates: 'toString' })).rejects.toThrow('shaping: duplicates is "toString"');
    for (const seed of [-1, 1.5, 2 ** 32]) await expect(wrong({ seed })).rejects.toThrow(`shaping: seed is ${seed}`);
  });

  it('stops when cancelled', async () => {
    const rows = [...rowsOfUser('u', 'a b'), ...rowsOfUser('v', 'b a')];
    await expect(shape(interactionsOf(rows), {}, { signal: AbortSignal.abort() })).rejects.toBeInstanceOf(
      CancelledError,
    );
  });
});
