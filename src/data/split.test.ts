import { describe, expect, it } from 'vitest';
import { type Dataset, defaultShaping } from './dataset.ts';
import { coldTargets, query, split, target, training, trainingPopularity, type Beginnings } from './split.ts';

const datasetOf = (histories: readonly (readonly number[])[], items: number): Dataset => {
  const offsets = new Uint32Array(histories.length + 1);
  histories.forEach((one, u) => (offsets[u + 1] = offsets[u] + one.length));
  const flat = histories.flat();
  return {
    name: 'test',
    users: histories.map((_, u) => `u${u}`),
    catalogue: { ids: Array.from({ length: items }, (_, i) => `i${i}`), titles: null, categories: null },
    offsets,
    items: Uint32Array.from(flat),
    times: Float64Array.from(flat, (_, at) => at),
    shaping: defaultShaping,
    fingerprint: 'test',
  };
};

describe('split, leave-one-out', () => {
  const dataset = datasetOf(
    [
      [0, 1, 2, 3, 4],
      [5, 6],
      [4, 4, 1],
    ],
    7,
  );
  const halves = split(dataset);

  it('takes the last item to test, the one before to validate and the rest to train', () => {
    expect([...training(halves, 0).items]).toEqual([0, 1, 2]);
    expect([...query(halves, 'validation', 0).items]).toEqual([0, 1, 2]);
    expect(target(halves, 'validation', 0)).toBe(3);
    expect([...query(halves, 'test', 0).items]).toEqual([0, 1, 2, 3]);
    expect(target(halves, 'test', 0)).toBe(4);
  });

  it('leaves histories of fewer than three interactions out of every part', () => {
    for (const part of [halves.training, halves.validation, halves.test]) expect([...part.users]).toEqual([0, 2]);
    expect([...training(halves, 1).items]).toEqual([4]);
    expect(target(halves, 'test', 1)).toBe(1);
  });

  it('counts popularity in training only', () => {
    expect([...trainingPopularity(halves)]).toEqual([1, 1, 1, 0, 1, 0, 0]);
  });

  it('gives views, not copies', () => {
    expect(query(halves, 'test', 0).items.buffer).toBe(dataset.items.buffer);
  });

  it('refuses a dataset without a history of three', () => {
    expect(() => split(datasetOf([[0, 1], [1]], 2))).toThrow(
      'test: the longest history has 2 interactions, expected one of at least 3',
    );
  });
});

const usersOf = ({ users }: Beginnings): number[] => [...users];

describe('split by time', () => {
  // Twenty interactions at times 0 to 19: 0 to 15 train, 16 and 17 validate, 18 and 19 are tested.
  const histories: readonly (readonly number[])[] = [
    [0, 1, 16, 17, 18],
    [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    [13, 14, 15],
    [19],
  ];
  const dataset = {
    ...datasetOf(histories, 20),
    times: Float64Array.from(histories.flat()), // the item of each interaction is its time
  };
  const divided = split(dataset, 'by time');

  it('cuts at four fifths and nine tenths of all interactions', () => {
    expect(divided.cuts).toEqual({ validation: 16, test: 18 });
  });

  it('trains on what happened before, whoever did it', () => {
    expect(usersOf(divided.training)).toEqual([0, 1, 2]);
    expect([...training(divided, 0).items]).toEqual([0, 1]);
    expect([...training(divided, 2).items]).toEqual([13, 14, 15]);
  });

  it('asks for the first item of each user in a period, after all that the user did before', () => {
    expect(usersOf(divided.validation)).toEqual([0]);
    expect([...query(divided, 'validation', 0).items]).toEqual([0, 1]);
    expect(target(divided, 'validation', 0)).toBe(16);
    expect(usersOf(divided.test)).toEqual([0]); // of the last user nothing is known before
    expect([...query(divided, 'test', 0).items]).toEqual([0, 1, 16, 17]);
    expect(target(divided, 'test', 0)).toBe(18);
  });

  it('needs times, and users who stay', () => {
    expect(() => split({ ...dataset, times: null }, 'by time')).toThrow('test: there are no times');
    const leaving = datasetOf([[0, 1, 2, 3, 4, 5, 6, 7], [8], [9]], 10); // those who stay are new
    expect(() => split(leaving, 'by time')).toThrow('a split by time leaves nobody for validation');
    expect(() => split({ ...dataset, times: new Float64Array(20) }, 'by time')).toThrow('leaves nobody for training');
  });
});

describe('split by user', () => {
  const dataset = datasetOf(
    Array.from({ length: 40 }, (_, u) => [u % 7, (u + 1) % 7, (u + 2) % 7].slice(0, u === 5 ? 1 : 3)),
    7,
  );
  const divided = split(dataset, 'by user');

  it('asks a tenth of the users each, and trains on the whole histories of the others', () => {
    const [asked, tested] = [usersOf(divided.validation), usersOf(divided.test)];
    expect([asked.length, tested.length, divided.training.users.length]).toEqual([4, 4, 32]);
    expect(new Set([...asked, ...tested, ...usersOf(divided.training)]).size).toBe(40);
    expect(training(divided, 0).items.length).toBe(3);
    expect([...asked, ...tested]).not.toContain(5); // one interaction: nothing to ask after
  });

  it('asks for the last item after all the others', () => {
    const [u] = divided.test.users;
    expect([...query(divided, 'test', 0).items]).toEqual([u % 7, (u + 1) % 7]);
    expect(target(divided, 'test', 0)).toBe((u + 2) % 7);
  });

  it('chooses the same users each time', () => {
    expect(usersOf(split(dataset, 'by user').test)).toEqual(usersOf(divided.test));
  });

  it('refuses fewer than three users to ask', () => {
    expect(() => split(datasetOf([[0, 1], [1, 0], [0]], 2), 'by user')).toThrow('2 of 3 users have two interactions');
  });

  it('refuses sessions, because those of one person would be on both sides', () => {
    const cut = { ...dataset, shaping: { ...defaultShaping, sessionGap: 1800 } };
    expect(() => split(cut, 'by user')).toThrow('test: histories are cut into sessions');
    expect(split(cut).training.users.length).toBe(39); // leaving one out is possible
  });
});

describe('split by item', () => {
  const ITEMS = 20;
  const dataset: Dataset = {
    ...datasetOf(
      Array.from({ length: 60 }, (_, u) => Array.from({ length: 5 + (u % 3) }, (_, i) => (u * 7 + i * 3) % ITEMS)),
      ITEMS,
    ),
    ...{ kinds: { names: ['read'], of: new Uint8Array(360).map((_, at) => at % 2) } },
    values: Float64Array.from({ length: 360 }, (_, at) => at),
  };
  const divided = split(dataset, 'by item, 20 %');
  const targets = (stage: 'validation' | 'test'): Set<number> =>
    new Set(Array.from(divided[stage].users, (_, k) => target(divided, stage, k)));

  it('trains nobody on any of the items that it holds out, and everybody on the rest of what comes before the last two', () => {
    expect(divided.heldOut).toHaveLength(4);
    const popularity = trainingPopularity(divided);
    for (const item of divided.heldOut) expect(popularity[item]).toBe(0);
    const [u] = divided.training.users;
    const wanted = [...dataset.items.subarray(dataset.offsets[u], dataset.offsets[u + 1] - 2)];
    expect([...training(divided, 0).items]).toEqual(wanted.filter((item) => !divided.heldOut.includes(item)));
    expect(popularity.reduce((sum, count) => sum + count, 0)).toBe(divided.trained.items.length);
  });

  it('keeps time, kind and value with each interaction that trains', () => {
    divided.training.users.forEach((u, k) => {
      const { items, times, kinds, values } = training(divided, k);
      items.forEach((item, i) => {
        const at = times?.[i] ?? -1; // in these data a time is a place
        expect([dataset.items[at], kinds?.[i], values?.[i]]).toEqual([item, at % 2, at]);
        expect(at).toBeGreaterThanOrEqual(dataset.offsets[u]);
        expect(at).toBeLessThan(dataset.offsets[u + 1] - 2);
      });
    });
  });

  it('asks only for items held out, for other ones to test than to validate, after all that the user did before', () => {
    const [tested, validated] = [targets('test'), targets('validation')];
    expect([...tested, ...validated].every((item) => divided.heldOut.includes(item))).toBe(true);
    expect([...tested].some((item) => validated.has(item))).toBe(false);
    const [u] = divided.test.users;
    expect([...query(divided, 'test', 0).items]).toEqual([
      ...dataset.items.subarray(dataset.offsets[u], dataset.offsets[u + 1] - 1),
    ]);
    expect(coldTargets(divided, 'test')).toBe(divided.test.users.length);
  });

  it('is the same each time, and a larger share holds out what a smaller one does', () => {
    expect([...split(dataset, 'by item, 20 %').heldOut]).toEqual([...divided.heldOut]);
    const larger = split(dataset, 'by item, 40 %').heldOut;
    expect(larger).toHaveLength(8);
    expect([...divided.heldOut].every((item) => larger.includes(item))).toBe(true);
  });

  it('holds nothing out under another rule', () => {
    const other = split(dataset);
    expect([other.heldOut.length, other.trained]).toEqual([0, dataset]);
  });

  it('needs somebody to ask', () => {
    expect(() => split(datasetOf([[0, 1, 2]], 100), 'by item, 5 %')).toThrow(
      'test: a split by item leaves nobody for validation, expected histories of at least 3 interactions that end with one',
    );
    expect(() => split(datasetOf([[0, 1]], 2), 'by item, 5 %')).toThrow('leaves nobody for training');
  });
});
