import { beforeAll, expect, it } from 'vitest';
import { modelNamed } from '../../models/catalogue.ts';
import { testPlatform } from '../../testing/platform.ts';
import { untrained } from '../../testing/untrained.ts';
import type { Engine, Id, Recommender, Steering } from '../api.ts';
import { createEngine } from '../engine.ts';

let engine: Engine;
let dataset: Id;
let ids: string[];
let baseline: Recommender;
let coded: Recommender;

beforeAll(async () => {
  engine = createEngine(testPlatform());
  dataset = (await engine.simulate('bookshop', 1)).id;
  ids = (await engine.findItems({ dataset }, '', 1000)).map(({ id }) => id);
  baseline = { dataset, baseline: 'itemknn' };
  const shape = { width: 16, length: 6, slots: 3, codebook: 8 };
  coded = { run: (await engine.load((await untrained(shape, ids, ids, modelNamed('tiger'))).file)).id };
});

const listed = (by: Recommender, steer: Steering, decoder?: string) =>
  engine.recommend(by, ids.slice(0, 3), {
    ...{ count: 20, steer, described: dataset },
    ...(decoder === undefined ? {} : { decoder: { name: decoder } }),
  });
const categories = (list: Awaited<ReturnType<typeof listed>>): ReadonlySet<string | null> =>
  new Set(list.map(({ category }) => category));

it('holds the list of a model, of a baseline and of a beam to categories', async () => {
  for (const [by, decoder] of [[baseline], [coded], [coded, 'beam']] as const) {
    const [first, second] = [...categories(await listed(by, {}, decoder))].map(String);
    expect([...categories(await listed(by, { only: [first] }, decoder))]).toEqual([first]);
    expect(categories(await listed(by, { without: [first] }, decoder))).toContain(second);
    expect(categories(await listed(by, { without: [first] }, decoder))).not.toContain(first);
  }
});

it('fills a beam with items that may be listed, however many others are ahead', async () => {
  const [category] = [...categories(await listed(coded, {}))].map(String);
  expect(await listed(coded, { only: [category] }, 'beam')).toHaveLength(20);
});

it('leans to what few take, and to more categories', async () => {
  const mean = (list: Awaited<ReturnType<typeof listed>>): number =>
    list.reduce((sum, { count }) => sum + count, 0) / list.length;
  const free = await listed(baseline, {});
  expect(mean(await listed(baseline, { popularity: -1 }))).toBeLessThan(mean(free));
  expect(categories(await listed(baseline, { diversity: 2 })).size).toBeGreaterThan(categories(free).size);
});

it('refuses what it cannot do, in words', async () => {
  await expect(listed(baseline, { only: ['nonsense'] })).rejects.toThrow(
    'category: there is no "nonsense", expected one of',
  );
  await expect(listed(baseline, { popularity: 5 })).rejects.toThrow('a number from -2 to 2');
  await expect(listed(coded, { diversity: 1 }, 'beam')).rejects.toThrow("'beam' searches codes, expected exact");
});

it('says what it costs: nothing without steering, hits where categories are left out', async () => {
  const free = await engine.steeringPrice(baseline, {}, dataset);
  expect(free).toMatchObject({ users: 200, difference: { value: 0, low: 0, high: 0 } });
  expect(free.steered).toEqual(free.free);
  const [most] = await listed(baseline, {});
  const told: number[] = [];
  const price = await engine.steeringPrice(baseline, { without: [String(most.category)] }, dataset, 1, (done) =>
    told.push(done),
  );
  expect(price.free).toEqual(free.free);
  expect(price.steered.hr10).toBeLessThan(price.free.hr10);
  expect(price.difference.value).toBeCloseTo(price.steered.ndcg10 - price.free.ndcg10, 12);
  expect(price.difference.value).toBeLessThan(0);
  expect(told.length).toBeGreaterThan(1);
});
