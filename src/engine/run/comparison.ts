import type { Pace } from '../../core/pace.ts';
import type { Shaping } from '../../data/dataset.ts';
import type { Bucket } from '../../evaluate/buckets.ts';
import { differenceInterval, verdict } from '../../evaluate/bootstrap.ts';
import type { Metrics } from '../../evaluate/metrics.ts';
import { comparable } from '../../evaluate/protocol.ts';
import type { Cutoff, RankingMetric } from '../../evaluate/ranking.ts';
import type { ComparedSlice, RunComparison } from './compare_messages.ts';

/** One side of a comparison: what it is called, what it was tested on and how, and every target's rank. */
export interface Side {
  readonly title: string;
  readonly shaping: Shaping;
  readonly metrics: Metrics;
  readonly ranks: Float64Array;
  /** How many of them belong to each user; null where it is one. */
  readonly targets: Uint32Array | null;
}

/** `a` against `b` on the same users, or why they may not stand beside each other. */
export async function compareSides(
  a: Side,
  b: Side,
  metric: RankingMetric,
  cutoff: Cutoff,
  pace: Pace = {},
): Promise<RunComparison> {
  const reason = whyNot(a, b);
  if (reason !== null) return { comparable: false, reason };
  const name = `${metric.toUpperCase()}@${cutoff}`;
  const difference = await differenceInterval(a.ranks, b.ranks, metric, cutoff, { ...pace, targets: a.targets });
  const of = ({ [metric]: values }: Bucket): number => values[cutoff];
  return {
    comparable: true,
    metric: name,
    difference,
    sentence: verdict(a.title, b.title, name, difference),
    slices: [
      ...slicesOf('length', a.metrics.byLength, b.metrics.byLength, of),
      ...slicesOf('popularity', a.metrics.byPopularity, b.metrics.byPopularity, of),
    ],
  };
}

/** Why two sides cannot be compared, as a sentence; null where they can. */
function whyNot(a: Side, b: Side): string | null {
  const cleaned = (Object.keys(a.shaping) as (keyof Shaping)[]).filter((key) => a.shaping[key] !== b.shaping[key]);
  const named = (key: keyof Shaping): string =>
    `${shapingWords[key]} (${a.shaping[key] ?? 'all'} against ${b.shaping[key] ?? 'all'})`;
  const sameName = a.metrics.dataset.name === b.metrics.dataset.name;
  if (sameName && cleaned.length > 0) {
    return `Their interactions were cleaned differently: ${cleaned.map(named).join(', ')}. Train one again with the other’s cleaning.`;
  }
  const answer = comparable(a.metrics, b.metrics);
  if (!answer.comparable) return answer.reason;
  // Both sides may come from files: equal fingerprints are what they say of themselves.
  if (a.ranks.length !== b.ranks.length) {
    const kind = a.targets === null && b.targets === null ? 'users' : 'targets';
    return `They were tested on ${a.ranks.length} and on ${b.ranks.length} ${kind}, though they name the same dataset.`;
  }
  return areEqual(a.targets, b.targets)
    ? null
    : 'Their test targets belong to different users, though they name the same dataset.';
}

const areEqual = (a: Uint32Array | null, b: Uint32Array | null): boolean =>
  a === null || b === null ? a === b : a.length === b.length && a.every((count, u) => count === b[u]);

const shapingWords: Readonly<Record<keyof Shaping, string>> = {
  duplicates: 'repeated rows',
  minimumUser: 'fewest interactions of a user',
  minimumItem: 'fewest interactions of an item',
  sessionGap: 'seconds between sessions',
  lastN: 'last interactions of each user',
  ties: 'order of events at one time',
  seed: 'seed of that order',
};

/** Buckets that both sides have: equal datasets give equal ones. */
const slicesOf = (
  by: ComparedSlice['by'],
  a: readonly Bucket[],
  b: readonly Bucket[],
  of: (bucket: Bucket) => number,
): ComparedSlice[] =>
  a.flatMap((one) => {
    const other = b.find(({ from }) => from === one.from);
    if (other === undefined) return [];
    return [{ by, from: one.from, to: one.to, users: one.users, a: of(one), b: of(other) }];
  });
