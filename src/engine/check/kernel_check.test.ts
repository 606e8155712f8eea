import { expect, it } from 'vitest';
import { kernels } from '../../../shaders/catalogue.ts';
import { checked } from '../../core/schema.ts';
import { kernelCheck, kernelWork } from './kernel_check.ts';

const said = (check: unknown): unknown => kernelWork(checked(kernelCheck, check, 'kernel'));

it('times every kernel at its own sizes, the variant that is asked about first', () => {
  for (const { name, variants } of kernels) {
    for (const variant of Object.keys(variants)) {
      const { timed } = kernelWork({ name, variant });
      expect([timed.length, timed[0].variants[0]], name).toEqual([1, variant]);
    }
  }
});

it.each([
  [{ name: 'layernorm.fwd' }, 'did you mean'],
  [{ name: 'matmul.nn', variant: 'direkt' }, "did you mean 'direct'?"],
  [{ name: 'matmul.nn', sizes: { q: 1 } }, 'sizes.q is not known, expected one of m, n, k'],
  [{ name: 'matmul.nn', sizes: { m: 0 } }, 'expected a whole number from 1'],
  [{ name: 'matmul.nn', sizes: { m: 1e5, n: 1e5 } }, 'expected at most 268435456'],
  [{ name: 'matmul.nn', variant: 'splitK', sizes: { k: 4 } }, 'matmul.nn has no splitK at {"m":36,"n":68,"k":4}'],
  [
    { name: 'embedding.gradient', sizes: { vocabulary: 9 } },
    'offsets has 10 elements, expected 18; its shape is (bounds)',
  ],
])('refuses %j in words', (check, message) => {
  expect(() => said(check)).toThrow(message);
});
