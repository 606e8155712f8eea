import { asked, type Asked } from '../core/asked.ts';
import { SettingsError } from '../core/errors.ts';
import { stream, threefry2x32 } from '../core/random.ts';
import { quantile } from '../data/distribution.ts';
import { type Pace, Pacer } from '../core/pace.ts';
import { contribution, type Cutoff, type RankingMetric } from './ranking.ts';

export interface BootstrapOptions extends Pace {
  readonly seed?: number;
  readonly resamples?: number;
  /** How many of the ranks belong to each user, in order; null or absent: one each. */
  readonly targets?: Uint32Array | null;
}

/** A mean over targets and what other samples of users would have given. */
export interface Interval extends Asked {
  readonly value: number;
  /** 2.5th and 97.5th percentile over resamples. */
  readonly low: number;
  readonly high: number;
  readonly resamples: number;
}

/** Users drawn between two looks at the clock. */
const DRAWS = 2 ** 14;

/** What each target adds to a metric; `ranks` as in `Ranked`. */
export const contributions = (ranks: Float64Array, metric: RankingMetric, cutoff: Cutoff): Float64Array =>
  ranks.map((rank) => contribution[metric](rank, Number(cutoff)));

/**
 * The means of `columns`, each a list of one value per target, with the 95 % percentile intervals of their bootstrap: every
 * resample draws as many users, with replacement, the same for all columns; a user comes with all their targets, which are
 * no independent samples. Draw d of resample r is a function of (seed, r, d), so intervals repeat, and two sets of values
 * of the same users are resampled alike. Efron 1979; of clusters, Davison & Hinkley 1997, section 3.8.
 */
export async function meanIntervals(columns: readonly Float64Array[], options: BootstrapOptions): Promise<Interval[]> {
  const { seed = 0, resamples = 1000, targets = null } = options;
  const count = columns[0].length;
  const users = targets?.length ?? count;
  if (users === 0) throw new SettingsError('bootstrap: there are 0 users, expected at least 1; evaluate some users');
  const sums = targets === null ? columns : columns.map((values) => sumsOfEach(values, targets));
  const pacer = new Pacer('bootstrap', options);
  const key = [seed, stream('evaluate/bootstrap')] as const;
  const means = columns.map(() => new Float64Array(resamples));
  const drawn = new Uint32Array(users);
  for (let r = 0; r < resamples; r++) {
    for (let d = 0; d < users; d += 2) {
      const [one, other] = threefry2x32(key, [d / 2, r]);
      drawn[d] = Math.floor((one / 2 ** 32) * users);
      if (d + 1 < users) drawn[d + 1] = Math.floor((other / 2 ** 32) * users);
      if (d % DRAWS === 0 && pacer.due()) await pacer.rest(r / resamples);
    }
    const drawnTargets = targets === null ? users : sumAt(targets, drawn);
    sums.forEach((values, c) => (means[c][r] = sumAt(values, drawn) / drawnTargets));
    if (pacer.due()) await pacer.rest((r + 1) / resamples);
  }
  return columns.map((values, c) => {
    const sorted = means[c].sort();
    const value = values.reduce((sum, x) => sum + x, 0) / count;
    const low = quantile(sorted, 0.025);
    const high = quantile(sorted, 0.975);
    return { value, low, high, users, resamples, ...(targets === null ? {} : { targets: count }) };
  });
}

/** The sum of each user's values; `targets` says how many these are. */
function sumsOfEach(values: Float64Array, targets: Uint32Array): Float64Array {
  let from = 0;
  return Float64Array.from(targets, (count) => {
    const sum = values.subarray(from, from + count).reduce((total, x) => total + x, 0);
    from += count;
    return sum;
  });
}

function sumAt(values: ArrayLike<number>, places: Uint32Array): number {
  let sum = 0;
  for (let d = 0; d < places.length; d++) sum += values[places[d]];
  return sum;
}

/** A metric of one model. Throws SettingsError for no users; CancelledError. */
export async function metricInterval(
  ranks: Float64Array,
  metric: RankingMetric,
  cutoff: Cutoff,
  options: BootstrapOptions = {},
): Promise<Interval> {
  const [interval] = await meanIntervals([contributions(ranks, metric, cutoff)], options);
  return interval;
}

/** All three metrics of one model at one cutoff, over the same resamples. */
export async function metricIntervals(
  ranks: Float64Array,
  cutoff: Cutoff,
  options: BootstrapOptions = {},
): Promise<Readonly<Record<RankingMetric, Interval>>> {
  const columns = (['hr', 'ndcg', 'mrr'] as const).map((metric) => contributions(ranks, metric, cutoff));
  const [hr, ndcg, mrr] = await meanIntervals(columns, options);
  return { hr, ndcg, mrr };
}

/**
 * The difference, `a` minus `b`, of a metric of two models on the same users: paired, so what makes a user hard for both
 * cancels. Throws SettingsError where the numbers of users differ; CancelledError.
 */
export async function differenceInterval(
  a: Float64Array,
  b: Float64Array,
  metric: RankingMetric,
  cutoff: Cutoff,
  options: BootstrapOptions = {},
): Promise<Interval> {
  if (a.length !== b.length) {
    throw new SettingsError(
      `bootstrap: ${a.length} users against ${b.length}, expected the same users; evaluate both by one protocol`,
    );
  }
  const ofB = contributions(b, metric, cutoff);
  const differences = contributions(a, metric, cutoff).map((x, k) => x - ofB[k]);
  const [interval] = await meanIntervals([differences], options);
  return interval;
}

/** The difference `a` − `b` in one sentence; `a` and `b` are what the two are called, `metric` for example "HR@10". */
export function verdict(a: string, b: string, metric: string, interval: Interval): string {
  const { value, low, high } = interval;
  const basis = asked(interval);
  const numbers = (middle: number, from: number, to: number): string =>
    `${signed(middle, '+')} ${metric}, 95 % [${signed(from)}, ${signed(to)}], ${basis}.`;
  if (low > 0) return `${a} is better than ${b}: ${numbers(value, low, high)}`;
  if (high < 0) return `${b} is better than ${a}: ${numbers(-value, -high, -low)}`;
  return `No difference can be seen between ${a} and ${b}: ${numbers(value, low, high)}`;
}

/** Four decimals with a true minus sign. */
const signed = (x: number, plus = ''): string => `${x < 0 ? '−' : plus}${Math.abs(x).toFixed(4)}`;
