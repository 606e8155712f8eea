import { defineKernel, read, write } from '../../src/kernel/kernel.ts';
import forwardRowPerLane from './forward_row_per_lane.wgsl?raw';
import forwardRowPerWorkgroup from './forward_row_per_workgroup.wgsl?raw';
import * as reference from './layernorm.reference.ts';

const LANES = 64;

// Both sides of every boundary: one lane, one short of a workgroup, exact, one over; one row, several.

const cases = [...[1, 63, 64, 65, 257].flatMap((cols) => [1, 3, 65].map((rows) => ({ rows, cols, eps: 1e-5 })))];

export const layernormForward = defineKernel({
  name: 'layernorm.forward',
  params: { rows: 'u32', cols: 'u32', eps: 'f32' },
  tensors: {
    x: read('rows', 'cols'),
    gamma: read('cols'),
    beta: read('cols'),
    y: write('rows', 'cols'),
    mean: write('rows'),
    rstd: write('rows'),
  },
  variants: {
    rowPerWorkgroup: {
      passes: [{ wgsl: forwardRowPerWorkgroup, overrides: () => ({ LANES }), workgroups: ({ rows }) => rows }],
    },
    rowPerLane: {
      barrierFree: true,
      passes: [
        { wgsl: forwardRowPerLane, overrides: () => ({ LANES }), workgroups: ({ rows }) => Math.ceil(rows / LANES) },
      ],
    },
  },
  reference: reference.forward,
  // The mean may cancel to near 0, so its bound is absolute: some ulps of the summands, not of the sum.
  tolerance: () => ({ absolute: 4e-6, relative: 4e-6 }),
  cases,
});
