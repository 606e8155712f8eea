import { defineKernel, read, write } from '../../src/kernel/kernel.ts';
import { laneVariants, LANES, ofElements, ofQuads } from '../lane/lane.ts';
import sigmoid from '../pointwise/sigmoid.wgsl?raw';
import workgroupSum from '../workgroup/sum.wgsl?raw';
import * as reference from './mix.reference.ts';
import mixRows from './mix_rows.wgsl?raw';
import pullBackRowPerLane from './pull_back_row_per_lane.wgsl?raw';
import pullBackRowPerWorkgroup from './pull_back_row_per_workgroup.wgsl?raw';

const params = { rows: 'u32', width: 'u32' } as const;
interface Extents {
  readonly rows: number;
  readonly width: number;
}

const count = ({ rows }: Extents): number => rows;
const byFour = ({ width }: Extents): boolean => width % 4 === 0;
const overrides = (): { LANES: number } => ({ LANES });

// Both sides of a workgroup's rows, and of its columns.
const cases = [1, 63, 64, 65].flatMap((rows) => [1, 4, 65].map((width) => ({ rows, width })));

/** Two matrices side by side, each row of the one weighed by σ(z) and of the other by 1 − σ(z): see ops/mix. */
export const mixForward = defineKernel({
  name: 'mix.forward',
  params,
  tensors: {
    a: read('rows', 'width'),
    b: read('rows', 'width'),
    z: read('rows'),
    y: write('rows', 2, 'width'),
  },
  variants: laneVariants<typeof params>({
    body: [mixRows, sigmoid],
    elements: ({ rows, width }) => 2 * rows * width,
    byFour,
  }),
  reference: reference.forward,
  rows: { count, own: ['a', 'b', 'z'] },
  // As pointwise sigmoid, times a number below 2.
  tolerance: () => ({ absolute: 2e-6, relative: 4e-6 }),
  cases,
});

const rowPerLane = ({ rows }: Extents): number => Math.ceil(rows / LANES);

/** Gradients of mix.forward with respect to all that it reads. */
export const mixBackward = defineKernel({
  name: 'mix.backward',
  params,
  tensors: {
    dy: read('rows', 2, 'width'),
    a: read('rows', 'width'),
    b: read('rows', 'width'),
    z: read('rows'),
    da: write('rows', 'width'),
    db: write('rows', 'width'),
    dz: write('rows'),
  },
  variants: {
    rowPerWorkgroup: {
      passes: [
        {
          wgsl: ofElements(pullBackRowPerWorkgroup, workgroupSum, sigmoid),
          overrides,
          workgroups: ({ rows }) => rows,
        },
      ],
    },
    rowPerLaneVec4: {
      unmeasured: true,
      barrierFree: true,
      supports: byFour,
      passes: [{ wgsl: ofQuads(pullBackRowPerLane, sigmoid), overrides, workgroups: rowPerLane }],
    },
    rowPerLane: {
      unmeasured: true,
      barrierFree: true,
      passes: [{ wgsl: ofElements(pullBackRowPerLane, sigmoid), overrides, workgroups: rowPerLane }],
    },
  },
  reference: reference.backward,
  rows: { count, own: ['dy', 'a', 'b', 'z'] },
  // A sum of 2·width products of numbers below 2, times a slope of at most ¼.
  tolerance: ({ width }) => ({ absolute: 2e-6 * Math.sqrt(width), relative: 8e-6 }),
  cases,
});
