import { describe, expect, it } from 'vitest';
import { matmulNN, matmulNT } from '../../shaders/matmul/matmul.kernels.ts';
import { erased } from '../kernel/kernel.ts';
import { noise } from '../testing/random.ts';
import { doubles } from './double.ts';

/** Rows below, of and beyond four at a time; columns below, of and beyond eight. */
const SIZES = [1, 3, 4, 6].flatMap((m) => [3, 8, 13].map((n) => ({ m, n, k: 5 })));

describe.each([
  ['a·b', erased(matmulNN), false],
  ['a·bᵀ', erased(matmulNT), true],
])('%s with weights, in double precision by SIMD', (_name, kernel, turned) => {
  it.each(SIZES)('has the bits of the reference, %j', (sizes) => {
    const { m, n, k } = sizes;
    const [a, b] = [noise(m * k, 1), noise(n * k, 2)];
    const y = new Float64Array(m * n);
    kernel.reference({ a, b, y }, sizes);
    const weights = { values: b, n, k, turned };
    expect(doubles()?.sums(a, weights, { from: 0, to: m })).toEqual(y);
    expect(doubles()?.sums(a, weights, { from: m - 1, to: m })).toEqual(y.subarray((m - 1) * n));
  });

  it('is left to the reference where weights have digits beyond single precision', () => {
    const weights = { values: Float64Array.of(0.1, 0.2), n: 1, k: 2, turned };
    expect(doubles()?.sums(noise(2, 1), weights, { from: 0, to: 1 })).toBeNull();
  });
});
