import type { Random } from '../../core/random.ts';

/** Zipf's law: weights of `count` ranks proportional to 1 / rank^exponent, normalised to sum 1. */
export function zipf(count: number, exponent: number): Float64Array {
  return normalise(Float64Array.from({ length: count }, (_, rank) => (rank + 1) ** -exponent));
}

/** Divides by the sum, in place. */
export function normalise(weights: Float64Array): Float64Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  for (let i = 0; i < weights.length; i++) weights[i] /= total;
  return weights;
}

/** An index with probability weights[index] / Σ weights; one pass, for weights used once. */
export function draw(random: Random, weights: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i];
  let left = random.uniform() * total;
  let last = 0;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] <= 0) continue;
    last = i;
    left -= weights[i];
    if (left < 0) return i;
  }
  return last; // Rounding left a remainder above zero.
}

/** Running sums of weights, for `drawFrom`. */
export function cumulative(weights: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(weights.length);
  let total = 0;
  for (let i = 0; i < weights.length; i++) sums[i] = total += weights[i];
  return sums;
}

/** An index with the probability of its step in `sums`; bisection, for weights used often. */
export function drawFrom(random: Random, sums: Float64Array): number {
  const at = random.uniform() * sums[sums.length - 1];
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle] > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Exponential with the given mean, by inversion. */
export const exponential = (random: Random, mean: number): number => -mean * Math.log(1 - random.uniform());

/** Uniform in {from, …, to}. */
export const between = (random: Random, from: number, to: number): number => from + random.below(to - from + 1);

/** One element, uniformly. */
export const pick = <T>(random: Random, from: readonly T[]): T => from[random.below(from.length)];
