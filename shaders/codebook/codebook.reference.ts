import type { Floats, Span } from '../../src/kernel/kernel.ts';

/** Vectors (m, k), codes (n, k). */
export interface Sizes {
  readonly m: number;
  readonly n: number;
  readonly k: number;
}

/** index[r] = argmin_c ‖a[r] − b[c]‖², of equal ones the lowest c; residual[r] = a[r] − b[index[r]]. */
export function nearest(
  t: Readonly<Record<'a' | 'b' | 'index' | 'residual', Floats>>,
  { m, n, k }: Sizes,
  { from, to }: Span = { from: 0, to: m },
): void {
  for (let r = from; r < to; r++) {
    let [best, least] = [0, Infinity];
    for (let c = 0; c < n; c++) {
      let distance = 0;
      // A code that is further already needs no more of its elements.
      for (let i = 0; i < k && distance < least;) {
        for (const end = Math.min(k, i + 8); i < end; i++) distance += (t.a[r * k + i] - t.b[c * k + i]) ** 2;
      }
      if (distance < least) [best, least] = [c, distance];
    }
    t.index[r] = best;
    for (let i = 0; i < k; i++) t.residual[r * k + i] = t.a[r * k + i] - t.b[best * k + i];
  }
}

/** Below this count a code has no mean of its own and stays where it is. */
export const LEAST_COUNT = 1e-6;

export interface Means {
  readonly codes: number;
  readonly width: number;
  readonly decay: number;
}

/**
 * With n the number of places of code c: counts′ = γ counts + (1 − γ) n, sums′ = γ sums + (1 − γ) found, and the code is
 * sums′ / counts′. van den Oord et al. 2017, arXiv:1711.00937, appendix A.1; γ = 0: Lloyd 1982.
 */
export function update(
  t: Readonly<Record<'found' | 'offsets' | 'counts' | 'sums' | 'codebook' | 'counts_after', Floats>>,
  { codes, width, decay }: Means,
  { from, to }: Span = { from: 0, to: codes },
): void {
  for (let c = from; c < to; c++) {
    const count = decay * t.counts[c] + (1 - decay) * (t.offsets[c + 1] - t.offsets[c]);
    t.counts_after[c] = count;
    for (let i = c * width; i < (c + 1) * width; i++) {
      t.sums[i] = decay * t.sums[i] + (1 - decay) * t.found[i];
      if (count >= LEAST_COUNT) t.codebook[i] = t.sums[i] / count;
    }
  }
}
