import type { Operators } from './mixing.ts';

/**
 * How much each position moves each other: the size of what a unit there moves a channel here by, its mean over all channels, each
 * row over its sum: Σ_c |M_ij| / Σ_j Σ_c |M_ij|. (T, T), row-major; a row of nothing stays 0.
 */
export function* sharesOf({ time, count, write }: Operators): Generator<void, Float32Array> {
  const sum = new Float64Array(time * time);
  const one = new Float64Array(time * time);
  for (let channel = 0; channel < count; channel++) {
    write(channel, one);
    for (let at = 0; at < one.length; at++) sum[at] += Math.abs(one[at]);
    yield;
  }
  for (let i = 0; i < time; i++) {
    const row = sum.subarray(i * time, (i + 1) * time);
    const total = row.reduce((all, size) => all + size, 0);
    if (total > 0) for (let j = 0; j < time; j++) row[j] /= total;
  }
  return Float32Array.from(sum);
}
