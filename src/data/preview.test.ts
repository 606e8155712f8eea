import { describe, expect, it } from 'vitest';
import { CancelledError, SettingsError } from '../core/errors.ts';
import { defaultShaping, type Interactions, type Shaping } from './dataset.ts';
import { Pacer } from '../core/pace.ts';
import { previewShaping, type ShapingPreview } from './preview.ts';
import { shape, sortedHistories } from './shape.ts';
import { lengthBars } from './shaping/charts.ts';
import { bookshopWorld } from './simulator/bookshop/bookshop.ts';

const rows = (...given: readonly (readonly [number, number, number])[]): Interactions => ({
  name: 'x',
  users: ['a', 'b', 'c'],
  catalogue: { ids: ['p', 'q', 'r'], titles: null, categories: null },
  user: Uint32Array.from(given, ([user]) => user),
  item: Uint32Array.from(given, ([, item]) => item),
  time: Float64Array.from(given, ([, , time]) => time),
});

async function previewOf(
  interactions: Interactions,
  change: Partial<Shaping> = {},
  inSeconds = true,
): Promise<ShapingPreview> {
  const shaping = { ...defaultShaping, ...change };
  const sorted = await sortedHistories(interactions, shaping, new Pacer('test', {}));
  return (await previewShaping(interactions, sorted, shaping, inSeconds)).preview;
}

describe('previewShaping', () => {
  const small = rows([0, 0, 0], [0, 1, 30], [0, 2, 100_000], [1, 0, 50], [1, 1, 50], [2, 2, 200_000]);

  it('counts what is left, on average and per cell of the table', async () => {
    const { after, averageLength, density, lacking, usersEvaluated } = await previewOf(small);
    expect(after).toEqual({ interactions: 6, users: 3, items: 3 });
    expect([averageLength, density, lacking, usersEvaluated]).toEqual([2, 6 / 9, null, 1]);
  });

  it('counts the same as shaping does, whatever is asked for', async () => {
    const { interactions } = bookshopWorld.make(3);
    for (const change of [
      {},
      { minimumUser: 8, minimumItem: 20 },
      { lastN: 5, duplicates: 'collapse consecutive' },
      { sessionGap: 7 * 86_400, minimumUser: 3 },
      { duplicates: 'drop repeated rows', ties: 'seeded shuffle', seed: 4 },
    ] as const) {
      const { report } = await shape(interactions, change);
      const { cut, before, removed, after } = await previewOf(interactions, change);
      expect({ cut, before, removed, after }).toEqual(report);
    }
  });

  it('sorts histories by length into bars, and items by popularity', async () => {
    const { lengths, popularity } = await previewOf(small);
    expect(lengths).toEqual([
      { from: 1, to: 1, count: 1 },
      { from: 2, to: 2, count: 1 },
      { from: 3, to: 3, count: 1 },
    ]);
    expect(popularity).toEqual([
      { rank: 1, count: 2 },
      { rank: 2, count: 2 },
      { rank: 3, count: 2 },
    ]);
  });

  it('puts lengths that differ much into bars that double', () => {
    expect(lengthBars(Uint32Array.of(1, 2, 3, 25))).toEqual([
      { from: 1, to: 1, count: 1 },
      { from: 2, to: 3, count: 2 },
      { from: 4, to: 7, count: 0 },
      { from: 8, to: 15, count: 0 },
      { from: 16, to: 31, count: 1 },
    ]);
    expect(lengthBars(Uint32Array.of(1, 24))).toHaveLength(24);
  });

  it('counts every interaction in one period and every pair of neighbours in one gap', async () => {
    const { activity, gaps } = await previewOf(small);
    expect(activity?.map(({ count }) => count).reduce((a, b) => a + b)).toBe(6);
    expect([activity?.[0].count, activity?.at(-1)?.count]).toEqual([4, 1]);
    expect(gaps?.filter(({ count }) => count > 0).map(({ name, count }) => [name, count])).toEqual([
      ['at the same time', 1],
      ['under 1 min', 1],
      ['1 to 7 days', 1],
    ]);
  });

  it('draws no periods that are finer than the times', async () => {
    const day = 86_400;
    const noons = rows([0, 0, day / 2], [0, 1, 1.5 * day], [1, 2, 1.5 * day], [1, 0, 3.5 * day]);
    expect((await previewOf(noons)).activity).toEqual([
      { from: 0.5 * day, to: 0.5 * day, count: 1 },
      { from: 1.5 * day, to: 1.5 * day, count: 2 },
      { from: 2.5 * day, to: 2.5 * day, count: 0 },
      { from: 3.5 * day, to: 3.5 * day, count: 1 },
    ]);
    for (const [unit, last] of [
      [day, 36],
      [day, 72],
      [3600, 500],
      [1, 200],
      [0.25, 99],
    ]) {
      const times = Array.from({ length: last + 1 }, (_, i) => [0, 0, i * unit] as const);
      const { activity } = await previewOf(rows(...times));
      const counts = activity?.map(({ count }) => count) ?? [];
      expect(counts.length).toBeLessThanOrEqual(36);
      expect(Math.min(...counts)).toBeGreaterThan(0);
      expect(counts.reduce((a, b) => a + b)).toBe(last + 1);
      expect([activity?.[0].from, activity?.at(-1)?.to]).toEqual([0, last * unit]);
    }
  });

  it('draws nothing over order numbers, and no periods where all have one time', async () => {
    expect(await previewOf(small, {}, false)).toMatchObject({ activity: null, gaps: null });
    expect((await previewOf(rows([0, 0, 7], [1, 1, 7]))).activity).toEqual([]);
  });

  it('says when too little is left, and draws what there is', async () => {
    const { lacking, after, lengths, popularity } = await previewOf(small, { minimumUser: 4 });
    expect(lacking).toMatch(/^0 users and 0 items left of 3 users and 3 items after cleaning/);
    expect([after.users, lengths, popularity]).toEqual([0, [], []]);
  });

  it('refuses a minimum of 0 and stops when it is told to', async () => {
    await expect(previewOf(small, { minimumUser: 0 })).rejects.toThrow(SettingsError);
    const sorted = await sortedHistories(small, defaultShaping, new Pacer('test', {}));
    const gone = previewShaping(small, sorted, defaultShaping, true, { signal: AbortSignal.abort() });
    await expect(gone).rejects.toThrow(CancelledError);
  });
});
