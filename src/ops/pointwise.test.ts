import { expect, it } from 'vitest';
import { gradients } from '../graph/backward.ts';
import { leaf } from '../graph/tensor.ts';
import { evaluate } from '../runtime/cpu.ts';
import { noise } from '../testing/random.ts';
import { pointwise } from './index.ts';

it('is applied to every element, and pulled back through two of them', () => {
  const x = leaf('x', [2, 3, 4]);
  const y = pointwise('silu', pointwise('tanh', x));
  expect(y.shape).toEqual([2, 3, 4]);
  const leaves = { x: noise(24, 1, 2), unread: Float64Array.of(0), dy: noise(24, 2) };
  const [values] = evaluate([y], leaves);
  const silu = (t: number): number => t / (1 + Math.exp(-t));
  values.forEach((value, i) => expect(value).toBeCloseTo(silu(Math.tanh(leaves.x[i])), 14));

  const [dx] = evaluate(gradients(y, leaf('dy', [2, 3, 4]), [x]), leaves);
  const step = 1e-5;
  const slope = (at: number): number => (silu(Math.tanh(at + step)) - silu(Math.tanh(at - step))) / (2 * step);
  dx.forEach((value, i) => expect(value).toBeCloseTo(leaves.dy[i] * slope(leaves.x[i]), 8));
});
