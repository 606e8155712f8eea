import { type Dataset, history } from './dataset.ts';
import { SHORTEST_HISTORY } from './split.ts';

/** How many of the ascending values are above `least`. */
function countAbove(ascending: Float64Array, least: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle] <= least) low = middle + 1;
    else high = middle;
  }
  return ascending.length - low;
}

/**
 * The share of training interactions that happened after a test target, averaged over the targets. Leave-one-out splits
 * each history, not time, so a model learns from other users' future; 0 would be a split by time.
 * `times` belongs to `dataset.items`.
 */
export function futureInTraining(dataset: Dataset, times: Float64Array): number {
  const training: Float64Array[] = [];
  const targets: number[] = [];
  for (let u = 0; u < dataset.users.length; u++) {
    if (history(dataset, u).items.length < SHORTEST_HISTORY) continue;
    training.push(times.subarray(dataset.offsets[u], dataset.offsets[u + 1] - 2));
    targets.push(times[dataset.offsets[u + 1] - 1]);
  }
  const ascending = new Float64Array(training.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const one of training) {
    ascending.set(one, at);
    at += one.length;
  }
  ascending.sort();
  const later = targets.reduce((sum, time) => sum + countAbove(ascending, time), 0);
  return targets.length === 0 ? 0 : later / (targets.length * ascending.length);
}
