import { stretch, type History } from '../../core/history.ts';
import type { Interactions } from '../dataset.ts';
import type { BestAchievable, Oracle } from './world.ts';

const CUTOFF = 10;
const MINIMUM_HISTORY = 3;

/**
 * Score of ranking by the oracle, which no ranker beats: putting the most probable items first maximises
 * E[HR@10] = Σ_{r ≤ 10} p₍ᵣ₎ and E[NDCG@10] = Σ_{r ≤ 10} p₍ᵣ₎ / log₂(r + 1), p₍ᵣ₎ the r-th largest probability.
 * Equal probabilities share their mean rank, as in every metric here; worlds avoid ties among the first ten.
 */
export function bestAchievable(interactions: Interactions, oracle: Oracle, targetsRepeat: boolean): BestAchievable {
  const realised = { hr10: 0, ndcg10: 0 };
  const expected = { hr10: 0, ndcg10: 0 };
  let users = 0;
  for (const history of histories(interactions)) {
    const { items } = history;
    if (items.length < MINIMUM_HISTORY) continue;
    users++;
    const query = stretch(history, 0, -1);
    const target = items[items.length - 1];
    const probabilities = oracle(query);
    const seen = new Set(targetsRepeat ? [] : query.items);
    const ranked = Array.from(probabilities.keys())
      .filter((i) => !seen.has(i))
      .sort((a, b) => probabilities[b] - probabilities[a]);
    ranked.slice(0, CUTOFF).forEach((i, rank) => {
      expected.hr10 += probabilities[i];
      expected.ndcg10 += probabilities[i] / Math.log2(rank + 2);
    });
    if (seen.has(target)) continue;
    const above = ranked.filter((i) => probabilities[i] > probabilities[target]).length;
    const equal = ranked.filter((i) => probabilities[i] === probabilities[target]).length;
    const rank = above + (equal - 1) / 2;
    if (rank >= CUTOFF) continue;
    realised.hr10 += 1;
    realised.ndcg10 += 1 / Math.log2(rank + 2);
  }
  const mean = (sum: { hr10: number; ndcg10: number }) => ({ hr10: sum.hr10 / users, ndcg10: sum.ndcg10 / users });
  return { realised: mean(realised), expected: mean(expected) };
}

/** The history of every user, for rows that lie user by user in time order, as `record` writes them. */
function* histories({ user, item, time, values }: Interactions): Generator<History> {
  for (let start = 0, end = 0; start < user.length; start = end) {
    while (end < user.length && user[end] === user[start]) end++;
    yield {
      ...{ items: item.subarray(start, end), times: time?.subarray(start, end) ?? null },
      ...{ kinds: null, values: values?.subarray(start, end) ?? null },
    };
  }
}
