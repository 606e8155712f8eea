import { describe, expect, it } from 'vitest';
import { type Dataset, defaultShaping } from './dataset.ts';
import { query, queryTimes, split, target, training, trainingPopularity } from './split.ts';

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

describe('split', () => {
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
    expect([...training(halves, 0)]).toEqual([0, 1, 2]);
    expect([...query(halves, 'validation', 0)]).toEqual([0, 1, 2]);
    expect(target(halves, 'validation', 0)).toBe(3);
    expect([...query(halves, 'test', 0)]).toEqual([0, 1, 2, 3]);
    expect(target(halves, 'test', 0)).toBe(4);
    expect([...(queryTimes(halves, 'validation', 0) ?? [])]).toEqual([0, 1, 2]);
    expect([...(queryTimes(halves, 'test', 1) ?? [])]).toEqual([7, 8]);
  });

  it('evaluates histories from three interactions and counts what it leaves out', () => {
    expect([...halves.users]).toEqual([0, 2]);
    expect(halves.leftOut).toEqual({ users: 1, interactions: 2 });
    expect([...training(halves, 1)]).toEqual([4]);
    expect(target(halves, 'test', 1)).toBe(1);
  });

  it('counts popularity in training only', () => {
    expect([...trainingPopularity(halves)]).toEqual([1, 1, 1, 0, 1, 0, 0]);
  });

  it('gives views, not copies', () => {
    expect(query(halves, 'test', 0).buffer).toBe(dataset.items.buffer);
  });

  it('refuses a dataset without a history of three', () => {
    expect(() => split(datasetOf([[0, 1], [1]], 2))).toThrow(
      'test: the longest history has 2 interactions, expected one of at least 3',
    );
  });
});
