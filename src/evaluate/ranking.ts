/** Ranking metrics of one target; `rank` counts from 0, may lie between two places, and is Infinity for a miss. */

export const cutoffs = ['5', '10', '20'] as const;
export type Cutoff = (typeof cutoffs)[number];

/** A metric at 5, 10 and 20. */
export type AtCutoffs = Readonly<Record<Cutoff, number>>;

export const rankingMetrics = ['hr', 'ndcg', 'mrr'] as const;
export type RankingMetric = (typeof rankingMetrics)[number];

/** What one target adds to a metric at `cutoff`. */
export const contribution: Readonly<Record<RankingMetric, (rank: number, cutoff: number) => number>> = {
  /** Hit rate, which with one target is recall: 1 if rank < k. */
  hr: (rank, cutoff) => (rank < cutoff ? 1 : 0),
  /** Normalised discounted cumulative gain: 1 / log₂(rank + 2) if rank < k. Järvelin & Kekäläinen 2002. */
  ndcg: (rank, cutoff) => (rank < cutoff ? 1 / Math.log2(rank + 2) : 0),
  /** Mean reciprocal rank: 1 / (rank + 1) if rank < k. */
  mrr: (rank, cutoff) => (rank < cutoff ? 1 / (rank + 1) : 0),
};

/** The metric at every cutoff, averaged over `ranks`; 0 for no ranks. */
export function meanAtCutoffs(metric: RankingMetric, ranks: ArrayLike<number>): AtCutoffs {
  const mean = (cutoff: Cutoff): number => {
    let sum = 0;
    for (let k = 0; k < ranks.length; k++) sum += contribution[metric](ranks[k], Number(cutoff));
    return ranks.length === 0 ? 0 : sum / ranks.length;
  };
  return { '5': mean('5'), '10': mean('10'), '20': mean('20') };
}
