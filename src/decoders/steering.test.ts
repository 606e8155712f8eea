import { expect, it } from 'vitest';
import { best } from '../recommend/rank.ts';
import { barred, leaning, unknownItems, type ItemFacts, type Steering } from './steering.ts';

const ids = ['i0', 'i1', 'i2', 'i3', 'i4', 'i5'];
const facts: ItemFacts = { ids, categories: ['a', 'a', 'b', null, 'b', 'a'], counts: [50, 3, 20, 1, 0, 7] };
const scores = [5, 4.9, 4.5, 1, 0.5, -3];
const nobody = new Set<number>();
const listed = (steering: Steering, count = 4): number[] =>
  leaning(scores, nobody, count, facts, steering).map(({ item }) => item);

it('bars items of other categories, and of those that are left out', () => {
  const open = (steering: Steering): number[] =>
    [0, 1, 2, 3, 4, 5].filter((item) => !barred(facts, steering).has(item));
  expect(open({})).toEqual([0, 1, 2, 3, 4, 5]);
  expect(open({ only: ['b'] })).toEqual([2, 4]);
  expect(open({ without: ['a'] })).toEqual([2, 3, 4]);
  expect(open({ only: ['a', 'b'], without: ['b'] })).toEqual([0, 1, 5]);
});

it('bars items by their ids: those that are blocked, and all but those that are allowed', () => {
  const open = (steering: Steering): number[] =>
    [0, 1, 2, 3, 4, 5].filter((item) => !barred(facts, steering).has(item));
  expect(open({ onlyItems: ['i1', 'i4', 'elsewhere'] })).toEqual([1, 4]);
  expect(open({ withoutItems: ['i0', 'i5'] })).toEqual([1, 2, 3, 4]);
  expect(open({ onlyItems: ['i1', 'i2', 'i4'], withoutItems: ['i4'], only: ['b'] })).toEqual([2]);
  expect(open({ onlyItems: [] })).toEqual([]);
  expect(unknownItems(facts, { onlyItems: ['i1', 'x'], withoutItems: ['y', 'x'] })).toEqual(['x', 'y']);
});

it('refuses categories that there are not, in words', () => {
  expect(() => barred(facts, { without: ['c'] })).toThrow('category: there is no "c", expected one of a, b');
  const bare = { ids, categories: [null, null], counts: [1, 2] };
  expect(() => barred(bare, { only: ['a'] })).toThrow('the items have no categories');
  expect(() => leaning([1, 2], nobody, 2, bare, { diversity: 1 })).toThrow(
    'steer.diversity: the items have no categories',
  );
  const unknown = { ids, categories: ['a', 'b'], counts: [0, 0] };
  expect(() => leaning([1, 2], nobody, 2, unknown, { popularity: 1 })).toThrow(
    'nobody knows how often items were taken',
  );
});

it('is the list of the scores where it leans to nothing', () => {
  expect(leaning(scores, new Set([1]), 4, facts, {})).toEqual(best(scores, new Set([1]), 4));
});

it('adds to each score its popularity in standard deviations', () => {
  const logarithms = facts.counts as number[];
  const z = logarithms.map((count) => Math.log1p(count));
  const spread = (values: readonly number[]): readonly [number, number] => {
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
    return [mean, Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length)];
  };
  const [[, sigma], [mean, unit]] = [spread(scores), spread(z)];
  const wanted = scores.map((score, item) => score - (0.5 * sigma * (z[item] - mean)) / unit);
  const list = leaning(scores, nobody, 6, facts, { popularity: -0.5 });
  for (const { item, score } of list) expect(score).toBeCloseTo(wanted[item], 12);
  expect(list.map(({ item }) => item)).toEqual([0, 1, 2, 3, 4, 5].sort((a, b) => wanted[b] - wanted[a]));
});

it('gives each place to the item that is best after what those above it of its category cost', () => {
  expect(listed({ diversity: 0.3 })).toEqual([0, 2, 1, 3]);
  expect(listed({ diversity: 2 }, 6)).toEqual([0, 2, 3, 1, 4, 5]);
  const sigma = Math.sqrt(scores.reduce((sum, x) => sum + (x - 12.9 / 6) ** 2, 0) / 6);
  expect(leaning(scores, nobody, 2, facts, { diversity: 2 })[1].score).toBe(4.5);
  expect(leaning(scores, nobody, 4, facts, { diversity: 2 })[3].score).toBeCloseTo(4.9 - 2 * sigma, 12);
});

it('leaves an item out whose score is minus infinity only after all others', () => {
  const list = leaning(
    [-Infinity, 1, 2],
    nobody,
    3,
    { ids, categories: ['a', 'a', 'b'], counts: [1, 2, 3] },
    { diversity: 1 },
  );
  expect(list.map(({ item }) => item)).toEqual([2, 1, 0]);
});
