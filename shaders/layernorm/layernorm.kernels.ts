import { Random } from '../../src/core/random.ts';
import { defineKernel, read, write, type ParamValues, type Variant } from '../../src/kernel/kernel.ts';
import { ofElements, ofQuads } from '../lane/lane.ts';
import workgroupSum from '../workgroup/sum.wgsl?raw';
import backwardBandPerLane from './backward_band_per_lane.wgsl?raw';
import backwardBandPerWorkgroup from './backward_band_per_workgroup.wgsl?raw';
import backwardBandPerLaneVec4 from './backward_band_per_lane_vec4.wgsl?raw';
import forwardRowPerLane from './forward_row_per_lane.wgsl?raw';
import forwardRowPerWorkgroup from './forward_row_per_workgroup.wgsl?raw';
import * as reference from './layernorm.reference.ts';
import ontoNothing from './onto_nothing.wgsl?raw';
import ontoSofar from './onto_sofar.wgsl?raw';
import reduceColumnPerLane from './reduce_column_per_lane.wgsl?raw';
import reduceColumnPerWorkgroup from './reduce_column_per_workgroup.wgsl?raw';

const LANES = 64;

const wholeVectors = ({ cols }: { readonly cols: number }): boolean => cols % 4 === 0;

/** y = gamma · (x − mean) · rstd + beta, row by row; `mean` and `rstd` are kept for the backward. Ba et al. 2016. */
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
      passes: [
        { wgsl: [forwardRowPerWorkgroup, workgroupSum], overrides: () => ({ LANES }), workgroups: ({ rows }) => rows },
      ],
    },
    rowPerLaneVec4: {
      unmeasured: true,
      barrierFree: true,
      supports: wholeVectors,
      passes: [
        {
          wgsl: ofQuads(forwardRowPerLane),
          overrides: () => ({ LANES }),
          workgroups: ({ rows }) => Math.ceil(rows / LANES),
        },
      ],
    },
    rowPerLane: {
      unmeasured: true,
      barrierFree: true,
      passes: [
        {
          wgsl: ofElements(forwardRowPerLane),
          overrides: () => ({ LANES }),
          workgroups: ({ rows }) => Math.ceil(rows / LANES),
        },
      ],
    },
  },
  reference: reference.forward,
  rows: { count: ({ rows }) => rows, own: ['x'] },
  // The mean may cancel to near 0, so its bound is absolute: some ulps of the summands, not of the sum.
  tolerance: () => ({ absolute: 4e-6, relative: 4e-6 }),
  // Both sides of every boundary: one lane, one short of a workgroup, exact, one over; one row, several.
  cases: [1, 63, 64, 65, 257].flatMap((cols) => [1, 3, 65].map((rows) => ({ rows, cols, eps: 1e-5 }))),
});

const backwardParams = { rows: 'u32', cols: 'u32' } as const;
type BackwardParams = ParamValues<typeof backwardParams>;

/** Rows of one partial sum of dgamma and dbeta, and lanes of both passes, in each variant. */
const WORKGROUP = { rows: 16, lanes: 256, reduceLanes: 64 };
const LANE = { rows: 8, lanes: 16 };
const LANE_VEC4 = { rows: 4, lanes: 16 };

const partials =
  (rowsPerBand: number) =>
  ({ rows, cols }: BackwardParams): { readonly partial: number } => ({
    partial: Math.ceil(rows / rowsPerBand) * 2 * cols,
  });

/** The passes of a variant whose lanes own bands of `rows` rows, then columns. */
const lanePasses = (main: string, carried: string, { rows: ROWS, lanes: LANES }: typeof LANE) => [
  {
    wgsl: [main, carried],
    overrides: () => ({ ROWS, LANES }),
    workgroups: ({ rows }: BackwardParams) => Math.ceil(rows / (ROWS * LANES)),
  },
  {
    wgsl: reduceColumnPerLane,
    overrides: () => ({ ROWS, LANES }),
    workgroups: ({ cols }: BackwardParams) => Math.ceil(cols / LANES),
  },
];

/** The variants of the backward, with `carried` saying what is added to dx. */
const backwardVariants = (
  carried: string,
): Record<'bandPerWorkgroup' | 'bandPerLaneVec4' | 'bandPerLane', Variant<typeof backwardParams>> => ({
  bandPerWorkgroup: {
    scratch: partials(WORKGROUP.rows),
    passes: [
      {
        wgsl: [backwardBandPerWorkgroup, workgroupSum, carried],
        overrides: () => ({ ROWS: WORKGROUP.rows, LANES: WORKGROUP.lanes }),
        workgroups: ({ rows }) => Math.ceil(rows / WORKGROUP.rows),
      },
      {
        wgsl: [reduceColumnPerWorkgroup, workgroupSum],
        overrides: () => ({ ROWS: WORKGROUP.rows, LANES: WORKGROUP.reduceLanes }),
        workgroups: ({ cols }) => cols,
      },
    ],
  },
  bandPerLaneVec4: {
    unmeasured: true,
    barrierFree: true,
    supports: wholeVectors,
    scratch: partials(LANE_VEC4.rows),
    passes: lanePasses(backwardBandPerLaneVec4, carried, LANE_VEC4),
  },
  bandPerLane: {
    unmeasured: true,
    barrierFree: true,
    scratch: partials(LANE.rows),
    passes: lanePasses(backwardBandPerLane, carried, LANE),
  },
});

const backwardTensors = {
  dy: read('rows', 'cols'),
  x: read('rows', 'cols'),
  gamma: read('cols'),
  mean: read('rows'),
  rstd: read('rows'),
} as const;

const gradients = { dx: write('rows', 'cols'), dgamma: write('cols'), dbeta: write('cols') } as const;

/** x with the mean and rstd that the forward computes for it. */
function consistent({ rows, cols }: BackwardParams): Record<'x' | 'mean' | 'rstd', Float64Array> {
  const random = new Random(1, 'layernorm x');
  const x = Float64Array.from({ length: rows * cols }, () => Math.fround(random.uniform() * 4 - 2));
  const [gamma, beta, y] = [new Float64Array(cols), new Float64Array(cols), new Float64Array(rows * cols)];
  const [mean, rstd] = [new Float64Array(rows), new Float64Array(rows)];
  reference.forward({ x, gamma, beta, y, mean, rstd }, { rows, cols, eps: 1e-5 });
  return { x, mean, rstd };
}

const backwardChecks = {
  rows: { count: ({ rows }: BackwardParams) => rows },
  inputs: consistent,
  // A row of one column has rstd = 1/√eps = 316, which multiplies the rounding of d − Σd / 1.
  tolerance: ({ cols }: BackwardParams) => ({ absolute: cols === 1 ? 5e-4 : 1e-5, relative: 1e-5 }),
  // One row, one short of a band of either variant, exact, one over; the same for columns and lanes of a row.
  cases: [1, 15, 16, 17, 64, 260].flatMap((cols) => [1, 5, 8, 9, 17, 129].map((rows) => ({ rows, cols }))),
};

/** Gradients of layernorm.forward with respect to x, gamma and beta; its derivative. */
export const layernormBackward = defineKernel({
  name: 'layernorm.backward',
  params: backwardParams,
  tensors: { ...backwardTensors, ...gradients },
  variants: backwardVariants(ontoNothing),
  reference: reference.backward,
  ...backwardChecks,
});

/** As layernorm.backward, with dx = sofar + …: x also feeds a residual connection, whose gradient is `sofar`. */
export const layernormBackwardOnto = defineKernel({
  name: 'layernorm.backward_onto',
  params: backwardParams,
  tensors: { ...backwardTensors, sofar: read('rows', 'cols'), ...gradients },
  variants: backwardVariants(ontoSofar),
  reference: reference.backwardOnto,
  ...backwardChecks,
});
