import { describe, expect, it } from 'vitest';
import { Random } from '../core/random.ts';
import { defaultShaping, type Dataset } from './dataset.ts';
import { levelsOf } from './levels.ts';
import { split } from './split.ts';

/** One user for each list, whose last two events do not train. */
function levels(...histories: readonly (readonly number[])[]): readonly number[] {
  const offsets = new Uint32Array(histories.length + 1);
  histories.forEach(({ length }, u) => (offsets[u + 1] = offsets[u] + length));
  const dataset: Dataset = {
    ...{ name: 'values', users: histories.map((_, u) => `u${u}`), offsets },
    catalogue: { ids: ['a'], titles: null, categories: null },
    ...{ items: new Uint32Array(offsets[histories.length]), times: null },
    ...{ values: Float64Array.from(histories.flat()), shaping: defaultShaping, fingerprint: '' },
  };
  return levelsOf(split(dataset));
}

describe('the levels of values', () => {
  it('are the values themselves where they are few, each once, ascending; of those that are unknown or do not train none', () => {
    expect(levels([5, 3, NaN, 3, 99, 0], [0.5, -1, 3, 7, 7])).toEqual([-1, 0.5, 3, 5]);
    expect(levels([NaN, NaN, 1, 2])).toEqual([]);
  });

  it('are as many as there may be before parts are made', () => {
    const sixteen = Array.from({ length: 16 }, (_, i) => i * i);
    expect(levels([...sixteen, ...sixteen, 0, 0])).toEqual(sixteen);
    expect(levels([...sixteen, 300, ...sixteen, 300, 0, 0])).toHaveLength(16);
  });

  it('are else where sixteen equal parts of the events begin, whatever the unit', () => {
    const values = Array.from({ length: 1600 }, (_, i) => (i * 7919) % 1600);
    const parts = Array.from({ length: 16 }, (_, l) => 100 * l);
    expect(levels([...values, 0, 0])).toEqual(parts);
    expect(levels([...values.map((value) => Math.exp(value / 100)), 0, 0])).toEqual(
      parts.map((value) => Math.exp(value / 100)),
    );
  });

  it('are fewer where one value fills several parts', () => {
    const random = new Random(1, 'levels test');
    const some = Array.from({ length: 400 }, () => (random.uniform() < 0.5 ? 0 : 1 + random.uniform()));
    const found = levels([...some, 0, 0]);
    expect(found[0]).toBe(0);
    expect(found.length).toBeLessThan(11);
    expect(found.length).toBeGreaterThan(7);
    expect(found).toEqual([...new Set(found)].sort((a, b) => a - b));
  });
});
