import { describe, expect, it } from 'vitest';
import { shapeDataset } from '../data/shape.ts';
import { split, trainingPopularity } from '../data/split.ts';
import { headItems, measure, NO_ITEM } from './metrics.ts';
import { protocolOf } from './protocol.ts';
import { meanAtCutoffs } from './ranking.ts';

describe('meanAtCutoffs', () => {
  // Users: hit at once, hit at place 7 (rank 6), tied on the border of ten, outside twenty, not recommendable.
  const ranks = [0, 6, 9.5, 20, Infinity];

  it('counts hits below each cutoff', () => {
    expect(meanAtCutoffs('hr', ranks)).toEqual({ '5': 1 / 5, '10': 3 / 5, '20': 3 / 5 });
  });

  it('discounts by the logarithm of the expected rank', () => {
    const { '5': at5, '10': at10 } = meanAtCutoffs('ndcg', ranks);
    expect(at5).toBe(1 / 5);
    expect(at10).toBeCloseTo((1 + 1 / 3 + 1 / Math.log2(11.5)) / 5, 15);
  });

  it('takes the reciprocal of the place', () => {
    expect(meanAtCutoffs('mrr', ranks)['10']).toBeCloseTo((1 + 1 / 7 + 1 / 10.5) / 5, 15);
  });

  it('is 0 for no users', () => {
    expect(meanAtCutoffs('ndcg', [])).toEqual({ '5': 0, '10': 0, '20': 0 });
  });
});

describe('headItems', () => {
  it('flags one item of few, and 1 % of many, the lower index first among equals', () => {
    expect([...headItems(Uint32Array.of(1, 4, 4))]).toEqual([0, 1, 0]);
    const head = headItems(Uint32Array.from({ length: 300 }, (_, item) => item % 100));
    expect([...head.keys()].filter((item) => head[item])).toEqual([99, 199, 299]);
  });
});

describe('measure', () => {
  // Eight items 0 … 7; test queries have 2, 6 and 5 interactions; training is 0, 0 1 2 3 4 and 0 5 6 5.
  const histories = [
    [0, 1, 7],
    [0, 1, 2, 3, 4, 5, 0],
    [0, 5, 6, 5, 1, 7],
  ];

  it('sums up by history length, popularity, coverage and head', async () => {
    const dataset = await shapeDataset({
      name: 'three users',
      users: ['a', 'b', 'c'],
      catalogue: { ids: Array.from('01234567'), titles: null, categories: null },
      user: Uint32Array.from(histories.flatMap((items, u) => items.map(() => u))),
      item: Uint32Array.from(histories.flat()),
      time: null,
    });
    const item = (id: number): number => dataset.catalogue.ids.indexOf(String(id));
    const lists = Uint32Array.from([item(0), item(1), item(2), item(0), item(3), item(1), item(0), NO_ITEM, NO_ITEM]);
    const halves = split(dataset);
    const metrics = await measure({
      split: halves,
      stage: 'test',
      protocol: protocolOf('leave-one-out', 'kept', 'file order'),
      ranks: Float64Array.of(0, 4, Infinity),
      lists: { items: lists, length: 3 },
      popularity: trainingPopularity(halves),
    });
    expect(metrics).toMatchObject({ stage: 'test', users: 3, items: 8, coverage: 4 / 8, headShare: 3 / 7 });
    expect(metrics.dataset).toEqual({ name: 'three users', fingerprint: dataset.fingerprint });
    expect(metrics.protocol).toMatchObject({ seen: 'kept', hash: /^[0-9a-f]{12}$/.exec(metrics.protocol.hash)?.[0] });
    expect(metrics.hr['5']).toBeCloseTo(2 / 3, 15);
    expect(metrics.byLength.map(({ from, to, users, hr }) => [from, to, users, hr['5']])).toEqual([
      [1, 5, 2, 0.5],
      [6, 10, 1, 1],
    ]);
    expect(metrics.byPopularity.map(({ from, to, users, hr }) => [from, to, users, hr['5']])).toEqual([
      [0, 0, 2, 0.5], // item 7 is never trained on
      [1, 5, 1, 1],
    ]);
    expect(JSON.parse(JSON.stringify(metrics))).toEqual(metrics);
  });
});
