import { describe, expect, it } from 'vitest';
import { Random } from '../core/random.ts';
import { best, leaveOneOut, placeOf, rankOf } from './rank.ts';
import { mostSurprising, sample } from './surprise.ts';

describe('a ranked list', () => {
  const scores = [1, 3, 3, 2, 5];
  it('has the highest scores first, equal ones in catalogue order, hidden ones not at all', () => {
    expect(best(scores, new Set([4]), 3).map(({ item }) => item)).toEqual([1, 2, 3]);
  });

  it('is what sorting the whole catalogue gives, many scores equal, whatever is hidden and however many are wanted', () => {
    const random = new Random(7, 'lists');
    for (let trial = 0; trial < 300; trial++) {
      const many = Float64Array.from({ length: 1 + random.below(60) }, () => random.below(9) - 4);
      const hidden = new Set(Array.from({ length: random.below(20) }, () => random.below(60)));
      const count = 1 + random.below(70);
      const sorted = [...many.keys()].filter((i) => !hidden.has(i)).sort((a, b) => many[b] - many[a] || a - b);
      expect(best(many, hidden, count)).toEqual(sorted.slice(0, count).map((item) => ({ item, score: many[item] })));
    }
  });

  it('has each item at its place', () => {
    const hidden = new Set([4]);
    const list = best(scores, hidden, 9).map(({ item }) => item);
    expect(list.map((item) => placeOf(scores, hidden, item))).toEqual([0, 1, 2, 3]);
  });
});

describe('leaving one out', () => {
  it('gives each position what the score loses without it', () => {
    const sum = (history: ArrayLike<number>): number => Array.from(history).reduce((a, b) => a + b, 0);
    expect(leaveOneOut(sum, Uint32Array.of(3, 1, 2), 9)).toEqual({ score: 6, changes: Float64Array.of(3, 1, 2) });
  });

  it('asks nothing about an empty history', () => {
    expect(leaveOneOut(() => 7, Uint32Array.of(0), 3).changes).toEqual(Float64Array.of(0));
  });

  it('asks only about the last positions that are read, however long the history is', () => {
    let [asked, longest] = [0, 0];
    const lastTwo = (history: ArrayLike<number>): number => {
      asked++;
      longest = Math.max(longest, history.length);
      return 10 * history[history.length - 2] + history[history.length - 1];
    };
    const history = Uint32Array.from({ length: 100_000 }, (_, i) => i % 10);
    expect(leaveOneOut(lastTwo, history, 2)).toEqual({ score: 89, changes: Float64Array.of(89 - 79, 89 - 78) });
    expect([asked, longest]).toEqual([3, 3]);
  });
});

describe('a surprise', () => {
  it('is the user with the largest ratio of places, whoever of the two is right', async () => {
    const places: Readonly<Record<number, readonly [number, number]>> = { 4: [200, 300], 5: [9, 0], 6: [3, 3] };
    const found = await mostSurprising(Uint32Array.of(4, 5, 6), (user) => Promise.resolve(places[user]));
    expect(found).toMatchObject({ user: 5, places: [9, 0] });
  });

  it('is sought among different users, the same ones for one seed', () => {
    const users = Uint32Array.from({ length: 99 }, (_, u) => u);
    const drawn = sample(users, 20, 3);
    expect(new Set(drawn).size).toBe(20);
    expect(sample(users, 20, 3)).toEqual(drawn);
    expect(sample(users, 20, 4)).not.toEqual(drawn);
  });
});

describe('the rank of a target', () => {
  const scores = [3, 5, 3, 1, 3];

  it('counts better items, and half of the equal ones', () => {
    expect(rankOf(scores, new Set(), 1)).toBe(0);
    expect(rankOf(scores, new Set(), 0)).toBe(2);
    expect(rankOf(scores, new Set(), 3)).toBe(4);
  });

  it('leaves hidden items out, and is infinite for a hidden target', () => {
    expect(rankOf(scores, new Set([1, 2]), 0)).toBe(0.5);
    expect(rankOf(scores, new Set([0]), 0)).toBe(Infinity);
  });
});
