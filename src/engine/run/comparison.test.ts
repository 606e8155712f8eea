import { describe, expect, it } from 'vitest';
import { defaultShaping } from '../../data/dataset.ts';
import { metricsOf, type FinishedOptions } from '../../testing/finished.ts';
import { compareSides, type Side } from './comparison.ts';

/** Ranks of 400 users of whom every `every`-th is a hit. */
const ranksOf = (every: number): Float64Array =>
  Float64Array.from({ length: 400 }, (_, k) => (k % every === 0 ? 0 : 50));

async function side(title: string, ranks: Float64Array, options: FinishedOptions = {}): Promise<Side> {
  const shaping = { ...defaultShaping, ...options.shaping };
  return { title, shaping, metrics: await metricsOf(ranks, options), ranks, targets: null };
}

describe('a comparison', () => {
  it('says which is better, by how much and over whom', async () => {
    const [a, b] = [await side('A', ranksOf(2)), await side('B', ranksOf(4))];
    const found = await compareSides(a, b, 'hr', '10');
    expect(found).toMatchObject({ comparable: true, metric: 'HR@10', difference: { value: 0.25, users: 400 } });
    expect(found.comparable && found.sentence).toMatch(
      /^A is better than B: \+0\.2500 HR@10, 95 % \[0\.2\d+, 0\.2\d+\], 400 users\.$/,
    );
    expect(found.comparable && found.slices).toContainEqual({
      by: 'length',
      from: 1,
      to: null,
      users: 400,
      a: 0.5,
      b: 0.25,
    });
  });

  it('says that nothing can be seen where one model is the mirror image of the other', async () => {
    const mirrored = ranksOf(2).map((rank) => 50 - rank);
    const found = await compareSides(await side('A', ranksOf(2)), await side('B', mirrored), 'ndcg', '10');
    expect(found.comparable && found.sentence).toMatch(/^No difference can be seen between A and B/);
  });

  it.each([
    ['other seen rules', { seen: 'kept' }, /protocols differ in rule for items already seen \(filtered against kept\)/],
    ['other datasets', { fingerprint: 'a'.repeat(64), dataset: 'books' }, /different datasets, orders and books/],
    ['other rows', { fingerprint: 'a'.repeat(64) }, /Both are called orders/],
    [
      'other cleaning',
      { fingerprint: 'a'.repeat(64), shaping: { minimumUser: 5, lastN: 20 } },
      /cleaned differently: fewest interactions of a user \(1 against 5\), last interactions of each user \(all against 20\)/,
    ],
  ] as const)('refuses %s and says why', async (_, options, reason) => {
    const found = await compareSides(await side('A', ranksOf(2)), await side('B', ranksOf(2), options), 'ndcg', '10');
    expect(found.comparable).toBe(false);
    expect(!found.comparable && found.reason).toMatch(reason);
  });

  it('refuses targets of other users, whatever the files say of themselves', async () => {
    const [a, b] = [await side('A', ranksOf(2)), await side('B', ranksOf(2))];
    const found = await compareSides(
      { ...a, targets: Uint32Array.of(300, 100) },
      { ...b, targets: Uint32Array.of(100, 300) },
      'hr',
      '10',
    );
    expect(!found.comparable && found.reason).toContain('belong to different users');
  });

  it('refuses another number of users, whatever the files say of themselves', async () => {
    const b = { ...(await side('B', ranksOf(2))), ranks: ranksOf(2).slice(1) };
    const found = await compareSides(await side('A', ranksOf(2)), b, 'ndcg', '10');
    expect(!found.comparable && found.reason).toContain('400 and on 399 users');
  });
});
