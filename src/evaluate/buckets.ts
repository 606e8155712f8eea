import { type AtCutoffs, meanAtCutoffs } from './ranking.ts';

/** The metrics of the targets whose quantity lies in [from, to]. */
export interface Bucket {
  readonly from: number;
  /** Inclusive; null for no upper bound. */
  readonly to: number | null;
  /** Targets, which are users where each has one. */
  readonly users: number;
  readonly hr: AtCutoffs;
  readonly ndcg: AtCutoffs;
  readonly mrr: AtCutoffs;
}

/** Lower bounds of the buckets of history length, in interactions. */
export const lengthBounds: readonly number[] = [1, 6, 11, 21, 51, 101];

/** Lower bounds of the buckets of popularity, in occurrences in training; the first is the items never trained on. */
export const popularityBounds: readonly number[] = [0, 1, 6, 21, 101, 1001];

/**
 * Metrics by a whole-number quantity of each target. Buckets without targets are left out.
 * `quantity(k)` belongs to `ranks[k]`; `bounds` are the buckets' lower bounds, ascending.
 */
export function bucketsBy(
  quantity: (k: number) => number,
  bounds: readonly number[],
  ranks: Float64Array,
): readonly Bucket[] {
  const members = bounds.map((): number[] => []);
  ranks.forEach((rank, k) => {
    const of = quantity(k);
    members[bounds.findLastIndex((from) => of >= from)]?.push(rank);
  });
  return members.flatMap((inside, b) =>
    inside.length === 0
      ? []
      : {
          from: bounds[b],
          to: b + 1 < bounds.length ? bounds[b + 1] - 1 : null,
          users: inside.length,
          hr: meanAtCutoffs('hr', inside),
          ndcg: meanAtCutoffs('ndcg', inside),
          mrr: meanAtCutoffs('mrr', inside),
        },
  );
}
