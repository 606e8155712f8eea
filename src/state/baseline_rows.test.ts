import { describe, expect, it } from 'vitest';
import { joined, passedPopular } from './baseline_rows.ts';

const popular = { name: 'popularity', title: 'Popularity', ndcg10: 0.08 };
const repeat = { name: 'repeat_last', title: 'Repeat last', ndcg10: 0.08 };
const markov = { name: 'markov1', title: 'Markov chain', ndcg10: 0.35 };
const same = (a: { ndcg10: number }, b: { ndcg10: number }): boolean => a.ndcg10 === b.ndcg10;

describe('baselines that are one', () => {
  it('share a row that names both', () => {
    expect(joined([repeat, markov, popular], same).map(({ title }) => title)).toEqual([
      'Markov chain',
      'Popularity, Repeat last',
    ]);
  });

  it('stay apart where they reach something else, or one is not there yet', () => {
    const better = { ...repeat, ndcg10: 0.2 };
    expect(joined([better, markov, popular], same)).toEqual([better, markov, popular]);
    expect(joined([markov, popular], same)).toEqual([markov, popular]);
  });
});

describe('passing popularity', () => {
  const points = [0.05, 0.1, 0.07, 0.2].map((ndcg10, i) => ({ epoch: i + 1, ndcg10 }));

  it('is told with the first epoch above it, and stays told', () => {
    expect(passedPopular(points, [markov, popular])).toBe(2);
    expect(passedPopular(points.slice(0, 1), [popular])).toBeNull();
  });

  it('is not told before popularity was measured', () => expect(passedPopular(points, [markov])).toBeNull());
});
