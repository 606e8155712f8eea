import { describe, expect, it } from 'vitest';
import { timed, stretch, untimed, type History } from '../../core/history.ts';
import type { Interactions } from '../dataset.ts';
import { bookshopWorld } from './bookshop/bookshop.ts';
import type { Pattern, PatternWorld, World } from './world.ts';
import { findWorld, worlds } from './worlds.ts';
import { twoMoods } from './worlds/two-moods.ts';

const patterns = worlds.filter((world): world is PatternWorld => world !== bookshopWorld);
const SEED = 1;
const made = new Map(patterns.map((world) => [world.name, world.make(SEED)] as const));
const pattern = (name: string): Pattern => made.get(name) ?? expect.fail(`no world ${name}`);

const shop = bookshopWorld.make(SEED);
const dataset = ({ name }: World): Interactions => (made.get(name) ?? shop).interactions;

/** As text, since comparing element by element takes seconds. */
const bytes = (column: ArrayBufferView | null): string =>
  column === null ? '' : Buffer.from(column.buffer, column.byteOffset, column.byteLength).toString('base64');

function historiesOf({ users, user, item }: Interactions): number[][] {
  const histories = users.map((): number[] => []);
  user.forEach((u, row) => histories[u].push(item[row]));
  return histories;
}

const wholeHistoriesOf = (interactions: Interactions): History[] => {
  const [at, worth] = [0, 1].map(() => interactions.users.map((): number[] => []));
  interactions.user.forEach((u, row) => {
    at[u].push(interactions.time?.[row] ?? NaN);
    worth[u].push(interactions.values?.[row] ?? NaN);
  });
  return historiesOf(interactions).map((items, u) => ({ ...timed(items, at[u]), values: Float64Array.from(worth[u]) }));
};

/** Leave-one-out HR@10 and NDCG@10 of any scorer, written a second time and independently of best.ts. */
function leaveOneOut(
  histories: readonly History[],
  keepSeen: boolean,
  score: (query: History) => ArrayLike<number>,
): { hr10: number; ndcg10: number } {
  let hr10 = 0;
  let ndcg10 = 0;
  for (const history of histories) {
    const query = stretch(history, 0, -1);
    const target = history.items[history.items.length - 1];
    if (!keepSeen && query.items.includes(target)) continue;
    const scores = Array.from(score(query));
    if (!keepSeen) for (const item of query.items) scores[item] = -Infinity;
    const above = scores.filter((s) => s > scores[target]).length;
    const equal = scores.filter((s) => s === scores[target]).length;
    const rank = above + (equal - 1) / 2;
    if (rank < 10) {
      hr10 += 1 / histories.length;
      ndcg10 += 1 / Math.log2(rank + 2) / histories.length;
    }
  }
  return { hr10, ndcg10 };
}

/** Popularity and Markov-1 counted on everything before the validation item. */
function baselines({ interactions }: Pattern): { popularity: number[]; markov: number[][] } {
  const items = interactions.catalogue.ids.length;
  const popularity = Array<number>(items).fill(0);
  const markov = Array.from({ length: items }, () => Array<number>(items).fill(0));
  for (const history of historiesOf(interactions)) {
    const train = history.slice(0, -2);
    for (const item of train) popularity[item]++;
    for (let k = 1; k < train.length; k++) markov[train[k - 1]][train[k]]++;
  }
  for (const row of markov) popularity.forEach((count, item) => (row[item] += count * 1e-6));
  return { popularity, markov };
}

describe('worlds', () => {
  it('are listed by name, and another name is refused with the list', () => {
    expect(worlds.map(({ name }) => name)).toEqual([
      'bookshop',
      'sequels',
      'weekly-habit',
      'long-memory',
      'two-moods',
      'threads',
      'selective-copying',
      'far-memory',
      'intervals',
      'ratings',
      'text-attr',
      'just-popular',
    ]);
    expect(new Set(worlds.map(({ order }) => order)).size).toBe(worlds.length);
    expect(findWorld('two-moods')).toBe(twoMoods);
    expect(() => findWorld('three-moods')).toThrow('"three-moods", expected one of bookshop, sequels');
  });

  it.each(worlds)('$name is the same for one seed and different for another', (world) => {
    const first = dataset(world);
    const { user, item, time, values, ...words } = world.make(SEED).interactions;
    expect(words).toEqual({ name: first.name, users: first.users, catalogue: first.catalogue });
    expect(bytes(user) === bytes(first.user) && bytes(item) === bytes(first.item)).toBe(true);
    expect(bytes(time)).toBe(bytes(first.time));
    expect(bytes(values ?? null)).toBe(bytes(first.values ?? null));
    expect(bytes(world.make(SEED + 1).interactions.item)).not.toBe(bytes(first.item));
  });

  it.each(worlds)('$name numbers users and items by first appearance, in time order, with no item unused', (world) => {
    const { user, item, time, catalogue, users } = dataset(world);
    const outOfTime = item.filter((_, row) => user[row] === user[row - 1] && time && time[row] < time[row - 1]);
    expect(outOfTime.length).toBe(0);
    expect([...new Set(user)]).toEqual([...users.keys()]);
    expect([...new Set(item)]).toEqual([...catalogue.ids.keys()]);
    expect(new Set(catalogue.ids).size).toBe(catalogue.ids.length);
    expect(new Set(users).size).toBe(users.length);
    expect(catalogue.titles?.length).toBe(catalogue.ids.length);
    expect(catalogue.categories?.length).toBe(catalogue.ids.length);
  });

  it.each(worlds)('$name says truly whether its targets repeat', (world) => {
    const histories = historiesOf(dataset(world));
    const repeats = histories.filter((history) => history.indexOf(history[history.length - 1]) < history.length - 1);
    expect(repeats.length / histories.length > 0.01).toBe(world.targetsRepeat);
  });

  it.each([
    { name: 'sequels', users: 600, items: 120, mean: 15 },
    { name: 'weekly-habit', users: 1000, items: 100, mean: 35 },
    { name: 'long-memory', users: 1000, items: 201, mean: 38.5 },
    { name: 'two-moods', users: 1000, items: 120, mean: 25 },
    { name: 'intervals', users: 800, items: 96, mean: 20 },
    { name: 'ratings', users: 800, items: 96, mean: 20 },
    { name: 'text-attr', users: 1500, items: 216, mean: 15 },
    { name: 'threads', users: 1000, items: 36, mean: 25 },
    { name: 'selective-copying', users: 3000, items: 19, mean: 54.5 },
    { name: 'far-memory', users: 400, items: 69, mean: 512 },
    { name: 'just-popular', users: 800, items: 100, mean: 20 },
  ])('$name has $users users, $items items and histories of $mean on average', ({ name, users, items, mean }) => {
    const { interactions } = pattern(name);
    expect(interactions.users.length).toBe(users);
    expect(interactions.catalogue.ids.length).toBe(items);
    expect(Math.abs(interactions.item.length / users - mean)).toBeLessThan(0.6);
  });
});

describe('oracle', () => {
  it.each(patterns)('of $name gives probabilities that sum to 1 after any prefix', ({ name }) => {
    const { interactions, oracle } = pattern(name);
    const [history] = wholeHistoriesOf(interactions);
    for (let length = 0; length < history.items.length; length++) {
      const probabilities = oracle(stretch(history, 0, length));
      expect(probabilities.length).toBe(interactions.catalogue.ids.length);
      expect(probabilities.every((p) => p >= 0)).toBe(true);
      expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
      expect(probabilities[history.items[length]]).toBeGreaterThan(0);
    }
  });

  // For the true conditional, E[−log p(x)] is the entropy of p after every prefix; any other distribution pays more.
  it.each(patterns)('of $name is calibrated: its surprise at every item is its entropy', ({ name }) => {
    const { interactions, oracle } = pattern(name);
    const histories = wholeHistoriesOf(interactions);
    const excess = histories.slice(0, Math.ceil(5000 / histories[0].items.length)).flatMap((history) =>
      Array.from(history.items, (item, k) => {
        const probabilities = oracle(stretch(history, 0, k));
        const entropy = probabilities.reduce((sum, p) => (p > 0 ? sum - p * Math.log(p) : sum), 0);
        return -Math.log(probabilities[item]) - entropy;
      }),
    );
    const mean = excess.reduce((sum, x) => sum + x, 0) / excess.length;
    const variance = excess.reduce((sum, x) => sum + (x - mean) ** 2, 0) / excess.length;
    expect(Math.abs(mean)).toBeLessThan(4 * Math.sqrt(variance / excess.length));
  });

  it.each(patterns)(
    'of $name ranks what can come, among its first ten unseen items, without ties',
    ({ name, targetsRepeat }) => {
      const { interactions, oracle } = pattern(name);
      for (const history of wholeHistoriesOf(interactions)) {
        const before = stretch(history, 0, -1);
        const query = new Set(targetsRepeat ? [] : before.items);
        const sorted = Array.from(oracle(before))
          .filter((_, item) => !query.has(item))
          .filter((p) => p > 0)
          .sort((a, b) => b - a);
        expect(new Set(sorted.slice(0, 11)).size).toBe(Math.min(sorted.length, 11));
      }
    },
  );
});

it('intervals: without times the next book is on any of five shelves, and the best score is far below', () => {
  const { interactions, oracle, bestAchievable } = pattern('intervals');
  const byItems = leaveOneOut(wholeHistoriesOf(interactions), true, ({ items }) => oracle(untimed(items))).hr10;
  expect(bestAchievable.realised.hr10 - byItems).toBeGreaterThan(0.5);
});

it('ratings: without values the next book is on any of five shelves, as after one that was not rated', () => {
  const { interactions, oracle, bestAchievable } = pattern('ratings');
  const histories = wholeHistoriesOf(interactions);
  const byItems = leaveOneOut(histories, true, ({ items }) => oracle(untimed(items))).hr10;
  expect(byItems).toBeLessThan(0.4);
  expect(bestAchievable.realised.hr10).toBeGreaterThan(0.8);
  const unrated = (history: History): History => ({
    ...history,
    values: new Float64Array(history.items.length).fill(NaN),
  });
  expect(oracle(unrated(histories[0]))).toEqual(oracle(untimed(histories[0].items)));
  const shares = (interactions.values ?? []).filter((value) => !Number.isNaN(value)).length / interactions.item.length;
  expect(Math.abs(shares - 0.9)).toBeLessThan(0.01);
});

describe('best achievable score', () => {
  it.each(patterns)('of $name is the oracle’s score on the last items', ({ name, targetsRepeat }) => {
    const { interactions, oracle, bestAchievable } = pattern(name);
    const score = leaveOneOut(wholeHistoriesOf(interactions), targetsRepeat, oracle);
    expect(score.hr10).toBeCloseTo(bestAchievable.realised.hr10, 12);
    expect(score.ndcg10).toBeCloseTo(bestAchievable.realised.ndcg10, 12);
  });

  it.each(patterns)('of $name lies within the sampling error of its expectation', ({ make }) => {
    let difference = 0;
    let users = 0;
    let expected = 0;
    for (const seed of [2, 3]) {
      const { interactions, bestAchievable } = make(seed);
      const n = interactions.users.length;
      difference += n * (bestAchievable.realised.hr10 - bestAchievable.expected.hr10);
      expected += n * bestAchievable.expected.hr10;
      users += n;
    }
    const hr = expected / users;
    // The variance of a mean of Bernoulli draws is at most that of equal chances.
    expect(Math.abs(difference / users)).toBeLessThanOrEqual(3.5 * Math.sqrt((hr * (1 - hr)) / users));
  });

  it.each([
    { name: 'sequels', best: 0.72, popularity: 0.12, markov: 0.7 },
    { name: 'weekly-habit', best: 0.85, popularity: 0.21, markov: 0.26 },
    { name: 'long-memory', best: 0.91, popularity: 0, markov: 0.23 },
    { name: 'two-moods', best: 0.48, popularity: 0.29, markov: 0.4 },
    { name: 'intervals', best: 0.89, popularity: 0.17, markov: 0.31 },
    { name: 'ratings', best: 0.825, popularity: 0.185, markov: 0.31 },
    { name: 'text-attr', best: 0.89, popularity: 0.07, markov: 0.84 },
    { name: 'threads', best: 0.96, popularity: 0.27, markov: 0.51 },
    { name: 'selective-copying', best: 1, popularity: 0.44, markov: 0.47 },
    { name: 'far-memory', best: 1, popularity: 0.1, markov: 1 },
    { name: 'just-popular', best: 0.56, popularity: 0.56, markov: 0.55 },
  ])('of $name is HR@10 $best; popularity reaches $popularity and Markov-1 $markov', (claim) => {
    const { popularity, markov } = baselines(pattern(claim.name));
    const histories = wholeHistoriesOf(pattern(claim.name).interactions);
    const keepSeen = findWorld(claim.name).targetsRepeat;
    const last = ({ items }: History): number => items[items.length - 1];
    const best = pattern(claim.name).bestAchievable.realised.hr10;
    const byPopularity = leaveOneOut(histories, keepSeen, () => popularity).hr10;
    const byMarkov = leaveOneOut(histories, keepSeen, (query) => markov[last(query)]).hr10;
    expect(Math.abs(best - claim.best)).toBeLessThan(0.02);
    expect(Math.abs(byPopularity - claim.popularity)).toBeLessThan(0.02);
    expect(Math.abs(byMarkov - claim.markov)).toBeLessThan(0.02);
  });
});
