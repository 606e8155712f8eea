import { defineKernel, read, write } from '../../src/kernel/kernel.ts';
import columnSumBlocks from './column_sum_blocks.wgsl?raw';
import columnSumTotal from './column_sum_total.wgsl?raw';
import * as reference from './reduce.reference.ts';
import { twoPassSum } from './two_pass_sum.ts';
import weightedSumTerm from './weighted_sum_term.wgsl?raw';
import weightedSumTotal from './weighted_sum_total.wgsl?raw';

const LANES = 64;
const ROWS = 32;

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

export const columnSum = defineKernel({
  name: 'reduce.column_sum',
  params: { rows: 'u32', cols: 'u32' },
  tensors: { x: read('rows', 'cols'), y: write('cols') },
  variants: {
    rowBlocks: {
      barrierFree: true,
      scratch: ({ rows, cols }) => ({ partials: Math.ceil(rows / ROWS) * cols }),
      passes: [
        {
          wgsl: columnSumBlocks,
          overrides: () => ({ LANES, ROWS }),
          workgroups: ({ rows, cols }) => Math.ceil((Math.ceil(rows / ROWS) * cols) / LANES),
        },
        {
          wgsl: columnSumTotal,
          overrides: () => ({ LANES, ROWS }),
          workgroups: ({ cols }) => Math.ceil(cols / LANES),
        },
      ],
    },
  },
  reference: reference.columnSum,
  tolerance: ({ rows }) => ({ absolute: 1e-6 * Math.sqrt(rows), relative: 4e-6 }),
  cases: [1, 31, 32, 33, 129].flatMap((rows) => [1, 63, 64, 65].map((cols) => ({ rows, cols }))),
});
