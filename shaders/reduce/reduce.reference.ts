import type { Floats } from '../../src/kernel/kernel.ts';

/** total = weight · Σ x. */
export function weightedSum(t: Readonly<Record<'x' | 'weight' | 'total', Floats>>): void {
  t.total[0] = t.weight[0] * t.x.reduce((sum, x) => sum + x, 0);
}

/** y[c] = Σ_r x[r, c]. */
export function columnSum(t: Readonly<Record<'x' | 'y', Floats>>, { cols }: { readonly cols: number }): void {
  t.y.fill(0);
  t.x.forEach((x, i) => (t.y[i % cols] += x));
}
