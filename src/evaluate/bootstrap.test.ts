import { describe, expect, it } from 'vitest';
import { CancelledError, SettingsError } from '../core/errors.ts';
import { differenceInterval, metricInterval, metricIntervals, verdict } from './bootstrap.ts';

/** Ranks of `users` users of whom every `every`-th is a hit. */
const ranksOf = (users: number, every: number): Float64Array =>
  Float64Array.from({ length: users }, (_, k) => (k % every === 0 ? 0 : 50));

describe('metricInterval', () => {
  it('is as wide as the binomial distribution says', async () => {
    // 500 users, a quarter of them hits: 1.96 √(0.25 · 0.75 / 500) = 0.03796 on either side.
    const { value, low, high, users, resamples } = await metricInterval(ranksOf(500, 4), 'hr', '10');
    expect([value, users, resamples]).toEqual([0.25, 500, 1000]);
    expect(Math.abs(value - low - 0.03796)).toBeLessThan(0.005);
    expect(Math.abs(high - value - 0.03796)).toBeLessThan(0.005);
  });

  it('repeats for one seed and differs for another', async () => {
    const one = await metricInterval(ranksOf(301, 7), 'ndcg', '5', { seed: 1, resamples: 200 });
    expect(await metricInterval(ranksOf(301, 7), 'ndcg', '5', { seed: 1, resamples: 200 })).toEqual(one);
    expect(await metricInterval(ranksOf(301, 7), 'ndcg', '5', { seed: 2, resamples: 200 })).not.toEqual(one);
  });

  it('has no width where all users are alike', async () => {
    expect(await metricInterval(ranksOf(9, 1), 'mrr', '20')).toMatchObject({ value: 1, low: 1, high: 1 });
  });

  it('refuses no users, and stops when cancelled', async () => {
    await expect(metricInterval(new Float64Array(0), 'hr', '10')).rejects.toBeInstanceOf(SettingsError);
    const cancelled = metricInterval(ranksOf(9, 2), 'hr', '10', { signal: AbortSignal.abort() });
    await expect(cancelled).rejects.toBeInstanceOf(CancelledError);
  });
});

describe('metricInterval of several targets a user', () => {
  const ranks = ranksOf(600, 4);

  it('averages over the targets and draws users with all of theirs', async () => {
    const targets = Uint32Array.of(1, 2, 3);
    const found = await metricInterval(Float64Array.of(0, 50, 0, 50, 50, 50), 'hr', '10', { targets });
    expect(found).toMatchObject({ value: 1 / 3, users: 3, targets: 6 });
    // Resamples are among (1, 0, 0)/1 … (0, 0, 0)/9: the extremes are the first user alone and the third alone.
    expect([found.low, found.high]).toEqual([0, 1]);
  });

  it('is as wide as of as many users where a user’s targets always agree', async () => {
    const doubled = Float64Array.from({ length: 1200 }, (_, k) => ranks[Math.floor(k / 2)]);
    const twice = await metricInterval(doubled, 'hr', '10', { targets: new Uint32Array(600).fill(2) });
    const { value, low, high } = await metricInterval(ranks, 'hr', '10');
    expect(twice).toMatchObject({ value, low, high, users: 600, targets: 1200 });
  });

  it('is the usual one where each user has one', async () => {
    const { targets, ...one } = await metricInterval(ranks, 'ndcg', '10', { targets: new Uint32Array(600).fill(1) });
    expect(targets).toBe(600);
    expect(one).toEqual(await metricInterval(ranks, 'ndcg', '10'));
  });
});

describe('metricIntervals', () => {
  it('gives for each metric what it has alone', async () => {
    const ranks = ranksOf(60, 3);
    const all = await metricIntervals(ranks, '10', { resamples: 50 });
    for (const metric of ['hr', 'ndcg', 'mrr'] as const) {
      expect(all[metric]).toEqual(await metricInterval(ranks, metric, '10', { resamples: 50 }));
    }
  });
});

describe('differenceInterval', () => {
  it('pairs the users, so that a model beats itself plus one hit in twenty-five for certain', async () => {
    const b = ranksOf(500, 4);
    const a = b.map((rank, k) => (k % 25 === 1 ? 0 : rank));
    const { low, high, value } = await differenceInterval(a, b, 'hr', '10');
    // k ≡ 1 (mod 25) of whom a quarter are hits of b already: 15 of 500; unpaired, ± 0.054 would hide it.
    expect(value).toBeCloseTo(0.03, 12);
    expect(low).toBeGreaterThan(0.01);
    expect(high).toBeLessThan(0.05);
  });

  it('sees no difference between a model and its mirror image', async () => {
    const a = ranksOf(400, 2);
    const b = Float64Array.from(a, (rank) => 50 - rank);
    const { low, high } = await differenceInterval(a, b, 'ndcg', '10');
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(0);
  });

  it('refuses different numbers of users', async () => {
    const unequal = differenceInterval(ranksOf(3, 1), ranksOf(4, 1), 'hr', '10');
    await expect(unequal).rejects.toThrow('3 users against 4');
  });
});

describe('verdict', () => {
  const basis = { users: 1234, resamples: 1000 };

  it('says of how many targets where users have several', () => {
    const sentence = verdict('A', 'B', 'HR@10', { value: 0.1, low: 0.05, high: 0.15, ...basis, targets: 5000 });
    expect(sentence).toMatch(/0\.1500\], 1,234 users \(5,000 targets\)\.$/);
  });

  it.each([
    [0.012, 0.003, 0.021, 'A is better than B: +0.0120 HR@10, 95 % [0.0030, 0.0210], 1,234 users.'],
    [-0.012, -0.021, -0.003, 'B is better than A: +0.0120 HR@10, 95 % [0.0030, 0.0210], 1,234 users.'],
    [
      -0.002,
      -0.007,
      0.003,
      'No difference can be seen between A and B: −0.0020 HR@10, 95 % [−0.0070, 0.0030], 1,234 users.',
    ],
  ])('says %d [%d, %d] in words', (value, low, high, sentence) => {
    expect(verdict('A', 'B', 'HR@10', { value, low, high, ...basis })).toBe(sentence);
  });
});
