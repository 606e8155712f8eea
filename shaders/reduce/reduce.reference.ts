import type { Floats } from '../../src/kernel/kernel.ts';

/** total = weight · Σ x. */
export function weightedSum(t: Readonly<Record<'x' | 'weight' | 'total', Floats>>): void {
  t.total[0] = t.weight[0] * t.x.reduce((sum, x) => sum + x, 0);
}
