import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Dataset, defaultShaping, type Interactions } from './dataset.ts';
import { departures, divisionOf, divisionOfRows, divisionSentence, lackingIn } from './published.ts';
import { shape, shapeDataset } from './shape.ts';
import { query, split, target, targetsOfEach, training, usersAsked, usualRule, type Stage } from './split.ts';

/** Each history as letters of its parts: trains, validates, tested; the item of each interaction is its place. */
const datasetOf = (...histories: readonly string[]): Dataset => {
  const offsets = new Uint32Array(histories.length + 1);
  histories.forEach(({ length }, u) => (offsets[u + 1] = offsets[u] + length));
  const letters = histories.join('');
  return {
    name: 'test',
    users: histories.map((_, u) => `u${u}`),
    catalogue: { ids: Array.from(letters, (_, i) => `i${i}`), titles: null, categories: null },
    offsets,
    items: Uint32Array.from(letters, (_, at) => at),
    times: null,
    parts: Uint8Array.from(letters, (letter) => '.vT'.indexOf(letter)),
    shaping: defaultShaping,
    fingerprint: 'test',
  };
};

/** What a stage asks: user, what is known, and the target. */
const asked = (dataset: Dataset, stage: Stage): string[] => {
  const divided = split(dataset, 'as published');
  return Array.from(
    divided[stage].users,
    (u, k) => `${u}: ${[...query(divided, stage, k).items].join(' ')} > ${target(divided, stage, k)}`,
  );
};

describe('a split as published', () => {
  const dataset = datasetOf('..vTT', '.', 'TT', '..vv', 'vT');

  it('trains on what trains, and asks for everything that is held out after all that is before it', () => {
    const divided = split(dataset, 'as published');
    expect([0, 1, 2].map((k) => [...training(divided, k).items])).toEqual([[0, 1], [5], [8, 9]]);
    expect([...divided.training.users]).toEqual([0, 1, 3]);
    expect(asked(dataset, 'validation')).toEqual(['0: 0 1 > 2', '3: 8 9 > 10', '3: 8 9 10 > 11']);
    expect(asked(dataset, 'test')).toEqual(['0: 0 1 2 > 3', '0: 0 1 2 3 > 4', '2: 6 > 7', '4: 12 > 13']);
    expect(divided.cuts).toBeNull();
  });

  it('knows how many targets each user has, and whether anybody has several', () => {
    const divided = split(dataset, 'as published');
    expect([...(targetsOfEach(divided, 'test') ?? [])]).toEqual([2, 1, 1]);
    expect([usersAsked(divided, 'test'), usersAsked(divided, 'validation')]).toEqual([3, 2]);
    expect(targetsOfEach(split(datasetOf('..vT', '.vT'), 'as published'), 'test')).toBeNull();
  });

  it('equals leave-one-out where the authors left one out', () => {
    const left = datasetOf('...vT', '.vT', '..vT');
    const [published, one] = [split(left, 'as published'), split(left)];
    for (const part of ['training', 'validation', 'test'] as const) expect(published[part]).toEqual(one[part]);
  });

  it('validates with the last training interaction of those who have three where no part does', () => {
    const two = datasetOf('...T', '..T', '....TT', '...');
    const divided = split(two, 'as published');
    expect(asked(two, 'validation')).toEqual(['0: 0 1 > 2', '2: 7 8 9 > 10', '3: 13 14 > 15']);
    expect(asked(two, 'test')).toEqual(['0: 0 1 2 > 3', '1: 4 5 > 6', '2: 7 8 9 10 > 11', '2: 7 8 9 10 11 > 12']);
    expect([0, 1, 2, 3].map((k) => training(divided, k).items.length)).toEqual([2, 2, 3, 2]);
  });

  it.each([
    [['..vT', '.T.', 'v.', 'T..'], 'in 3 of 4 histories training, validation and test do not follow each other'],
    [['..Tv', '.T'], 'in 1 of 2 histories'],
    [['..v', '.v'], '3 interactions train and 0 are tested'],
    [['..T', '.T'], 'for validation, nobody is left to ask'],
    [['...v', 'T'], 'for test, nobody is left to ask'],
  ])('refuses %j', (histories, reason) => {
    const refused = datasetOf(...histories);
    expect(() => split(refused, 'as published')).toThrow(reason);
    expect(usualRule(refused)).toBe('leave-one-out');
  });

  it('needs files that are divided, and is then the usual one', () => {
    const { parts, ...whole } = dataset;
    expect(parts).toBeDefined();
    expect(() => split(whole, 'as published')).toThrow('test: it does not come divided');
    expect([usualRule(whole), usualRule(dataset)]).toEqual(['leave-one-out', 'as published']);
  });
});

/** Rows of user, item, time and part, in the order of the parts. */
const rowsOf = (rows: readonly (readonly [string, string, number, number])[]): Interactions => {
  const sorted = rows.toSorted((a, b) => a[3] - b[3]);
  const users = [...new Set(sorted.map(([user]) => user))];
  const ids = [...new Set(sorted.map(([, item]) => item))];
  return {
    name: 'rows',
    users,
    catalogue: { ids, titles: null, categories: null },
    user: Uint32Array.from(sorted, ([user]) => users.indexOf(user)),
    item: Uint32Array.from(sorted, ([, item]) => ids.indexOf(item)),
    time: Float64Array.from(sorted, (row) => row[2]),
    part: Uint8Array.from(sorted, (row) => row[3]),
  };
};

describe('a division', () => {
  const arbitraryRows = fc
    .array(
      fc.tuple(
        fc.constantFrom('u', 'v', 'w'),
        fc.constantFrom('a', 'b', 'c'),
        fc.integer({ min: 0, max: 5 }),
        fc.integer({ min: 0, max: 2 }),
      ),
      { maxLength: 30 },
    )
    .map((drawn) => [...drawn, ['u', 'a', 3, 0], ['v', 'b', 3, 0], ['w', 'c', 3, 2]] as const);

  it('is the same before and after histories are made, and however ties are ordered', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryRows, async (drawn) => {
        const rows = rowsOf(drawn);
        const before = divisionOfRows(rows);
        expect(divisionOf(await shapeDataset(rows))).toEqual(before);
        expect(divisionOf(await shapeDataset(rows, { ties: 'seeded shuffle', seed: 3 }))).toEqual(before);
      }),
    );
  });

  it('goes through cleaning with its interactions', async () => {
    const rows = rowsOf([
      ['u', 'a', 1, 0],
      ['u', 'a', 1, 0],
      ['u', 'b', 2, 0],
      ['u', 'c', 3, 1],
      ['u', 'd', 4, 2],
      ['v', 'a', 1, 0],
      ['v', 'b', 2, 2],
      ['v', 'c', 9, 2],
    ]);
    const parts = async (shaping: Parameters<typeof shape>[1]): Promise<string> =>
      (await shapeDataset(rows, shaping)).parts?.join('') ?? '';
    expect(await parts({})).toBe('00012022');
    expect(await parts({ duplicates: 'drop repeated rows' })).toBe('0012022');
    expect(await parts({ lastN: 2 })).toBe('1222');
    expect(await parts({ minimumItem: 2 })).toBe('0001022');
    expect(await parts({ sessionGap: 5 })).toBe('00012022');
  });

  it('is told in a sentence, with why it cannot be used', () => {
    const division = { counts: [1600, 40, 40], histories: 40, mixed: 0 } as const;
    expect(divisionSentence(division, lackingIn(division))).toBe(
      'As published, the files divide the interactions into 1,600 to train, 40 to validate and 40 to test; ' +
        'this is used unless another split is chosen.',
    );
    const mixed = { ...division, mixed: 12 };
    expect(divisionSentence(mixed, lackingIn(mixed))).toMatch(
      /^It is not tested as published, although .*: in 12 of 40 histories .*leave one out, or split by time\.$/,
    );
  });

  it('tells what was changed of it', () => {
    expect(departures({ files: [6, 2, 2], left: [6, 2, 2], validated: 2, tested: 2 })).toEqual([]);
    expect(departures({ files: [6, 2, 2], left: [5, 2, 1], validated: 2, tested: 1 })).toEqual([
      'Cleaning left 5 of 6 interactions to train, 2 of 2 to validate and 1 of 2 to test: the numbers do not repeat published ones.',
    ]);
    expect(departures({ files: [6, 0, 2], left: [6, 0, 2], validated: 3, tested: 1 })).toEqual([
      'No part validates: the last training interaction of 3 histories does, and does not train.',
      '1 target is not asked, because nothing lies before it.',
    ]);
  });
});
