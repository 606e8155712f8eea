import { defineKernel, read, write } from '../../src/kernel/kernel.ts';
import * as reference from './reduce.reference.ts';
import { twoPassSum } from './two_pass_sum.ts';
import weightedSumTerm from './weighted_sum_term.wgsl?raw';
import weightedSumTotal from './weighted_sum_total.wgsl?raw';

export const weightedSum = defineKernel({
  name: 'reduce.weighted_sum',
  params: { count: 'u32' },
  tensors: { x: read('count'), weight: read(1), total: write(1) },
  variants: twoPassSum(weightedSumTerm, weightedSumTotal),
  reference: reference.weightedSum,
  // Terms of size 2 that cancel: the error grows with the √count of their random walk, a few ulps of it.
  tolerance: ({ count }) => ({ absolute: 1e-6 * Math.sqrt(count), relative: 4e-6 }),
  // Both sides of 1,024 partial sums, of four in a chain, and of 128 workgroups of 256.
  cases: [1, 1023, 1024, 1025, 4095, 4096, 4097, 32_767, 32_769].map((count) => ({ count })),
});
