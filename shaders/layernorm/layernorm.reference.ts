import type { Floats } from '../../src/kernel/kernel.ts';

interface Extents {
  readonly rows: number;
  readonly cols: number;
}

/** y = gamma · (x − mean) / √(var + eps) + beta, row by row. Ba et al. 2016, eqs. 3–4. */
export function forward(
  t: Readonly<Record<'x' | 'gamma' | 'beta' | 'y' | 'mean' | 'rstd', Floats>>,
  { rows, cols, eps }: Extents & { readonly eps: number },
): void {
  for (let r = 0; r < rows; r++) {
    const row = t.x.subarray(r * cols, (r + 1) * cols);
    const mean = row.reduce((sum, x) => sum + x, 0) / cols;
    const variance = row.reduce((sum, x) => sum + (x - mean) ** 2, 0) / cols;
    const rstd = 1 / Math.sqrt(variance + eps);
    row.forEach((x, c) => (t.y[r * cols + c] = t.gamma[c] * (x - mean) * rstd + t.beta[c]));
    t.mean[r] = mean;
    t.rstd[r] = rstd;
  }
}
