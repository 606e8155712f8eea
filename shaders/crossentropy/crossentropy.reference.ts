import type { Floats } from '../../src/kernel/kernel.ts';

/** lse = ln Σ_{v ≥ 1} exp(z[v]) of one row of logits; column 0, padding, never takes probability. */
function logSumExp(z: Floats): number {
  const largest = z.reduce((max, value, v) => (v === 0 ? max : Math.max(max, value)), -Infinity);
  return largest + Math.log(z.reduce((sum, value, v) => (v === 0 ? sum : sum + Math.exp(value - largest)), 0));
}

/** (softmax(z) − onehot(target)) · weight, with column 0 at 0. */
const logitGradient = (z: Floats, lse: number, target: number, weight: number): Floats =>
  z.map((value, v) => (v === 0 ? 0 : weight * (Math.exp(value - lse) - (v === target ? 1 : 0))));

/**
 * loss[r] = −ln softmax(logits[r])[targets[r]] over columns ≥ 1; logits ← its derivative · inverse_count. A row whose
 * target is 0 is ignored: loss and gradient 0.
 */
export function fromLogits(
  t: Readonly<Record<'logits' | 'targets' | 'inverse_count' | 'loss', Floats>>,
  { vocabulary }: { readonly vocabulary: number },
): void {
  t.targets.forEach((target, r) => {
    const z = t.logits.subarray(r * vocabulary, (r + 1) * vocabulary);
    const lse = logSumExp(z);
    t.loss[r] = target === 0 ? 0 : lse - z[target];
    z.set(logitGradient(z, lse, target, target === 0 ? 0 : t.inverse_count[0]));
  });
}
