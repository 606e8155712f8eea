import { SettingsError } from '../core/errors.ts';
import { stream, threefry2x32 } from '../core/random.ts';
import { quantile } from '../data/distribution.ts';
import { type Pace, Pacer } from '../data/pace.ts';
import { contribution, type Cutoff, type RankingMetric } from './ranking.ts';

export interface BootstrapOptions extends Pace {
  readonly seed?: number;
  readonly resamples?: number;
}

/** A mean over users and what other samples of users would have given. */
export interface Interval {
  readonly value: number;
  /** 2.5th and 97.5th percentile over resamples. */
  readonly low: number;
  readonly high: number;
  readonly users: number;
  readonly resamples: number;
}

/** What each user adds to a metric; `ranks` as in `Ranked`. */
const contributions = (ranks: Float64Array, metric: RankingMetric, cutoff: Cutoff): Float64Array =>
  ranks.map((rank) => contribution[metric](rank, Number(cutoff)));

/**
 * The mean of `values` with the 95 % percentile interval of its bootstrap: every resample draws as many users, with
 * replacement. Draw d of resample r is a function of (seed, r, d), so intervals repeat, and two sets of values of
 * the same users are resampled alike. Efron 1979.
 */
async function meanInterval(values: Float64Array, options: BootstrapOptions): Promise<Interval> {
  const { seed = 0, resamples = 1000 } = options;
  const users = values.length;
  if (users === 0) throw new SettingsError('bootstrap: there are 0 users, expected at least 1; evaluate some users');
  const pacer = new Pacer('bootstrap', options);
  const key = [seed, stream('evaluate/bootstrap')] as const;
  const means = new Float64Array(resamples);
  for (let r = 0; r < resamples; r++) {
    let sum = 0;
    for (let d = 0; d < users; d += 2) {
      const [one, other] = threefry2x32(key, [d / 2, r]);
      sum += values[Math.floor((one / 2 ** 32) * users)];
      if (d + 1 < users) sum += values[Math.floor((other / 2 ** 32) * users)];
    }
    means[r] = sum / users;
    if (pacer.due()) await pacer.rest((r + 1) / resamples);
  }
  means.sort();
  const value = values.reduce((sum, x) => sum + x, 0) / users;
  return { value, low: quantile(means, 0.025), high: quantile(means, 0.975), users, resamples };
}

/** A metric of one model. Throws SettingsError for no users; CancelledError. */
export const metricInterval = (
  ranks: Float64Array,
  metric: RankingMetric,
  cutoff: Cutoff,
  options: BootstrapOptions = {},
): Promise<Interval> => meanInterval(contributions(ranks, metric, cutoff), options);

/**
 * The difference, `a` minus `b`, of a metric of two models on the same users: paired, so what makes a user hard for both
 * cancels. Throws SettingsError where the numbers of users differ; CancelledError.
 */
export function differenceInterval(
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
  return meanInterval(differences, options);
}

/** The difference in one sentence; `a` and `b` are what the two are called, `metric` for example "HR@10". */
export function verdict(a: string, b: string, metric: string, { value, low, high, users }: Interval): string {
  const range = (from: number, to: number): string => `[${from.toFixed(4)}, ${to.toFixed(4)}]`;
  const basis = `95 % interval over ${users.toLocaleString('en')} users`;
  if (low > 0) return `${a} is better than ${b} by ${value.toFixed(4)} ${range(low, high)} in ${metric} (${basis}).`;
  if (high < 0)
    return `${b} is better than ${a} by ${(-value).toFixed(4)} ${range(-high, -low)} in ${metric} (${basis}).`;
  return `No difference between ${a} and ${b} can be seen: ${value.toFixed(4)} ${range(low, high)} in ${metric} (${basis}).`;
}
