import { Random } from '../../src/core/random.ts';
import { defineKernel, read, write, type ParamValues, type Variant } from '../../src/kernel/kernel.ts';
import { ofElements, ofQuads } from '../lane/lane.ts';
import silu from '../pointwise/silu.wgsl?raw';
import workgroupSum from '../workgroup/sum.wgsl?raw';
import backwardBandPerLane from './backward_band_per_lane.wgsl?raw';
import backwardBandPerWorkgroup from './backward_band_per_workgroup.wgsl?raw';
import forwardRowPerLane from './forward_row_per_lane.wgsl?raw';
import forwardRowPerWorkgroup from './forward_row_per_workgroup.wgsl?raw';
import gatedBackward from './gated_backward.wgsl?raw';
import gatedForward from './gated_forward.wgsl?raw';
import plainBackward from './plain_backward.wgsl?raw';
import plainForward from './plain_forward.wgsl?raw';
import * as reference from './rmsnorm.reference.ts';
import totalPerLane from './total_per_lane.wgsl?raw';
import totalPerWorkgroup from './total_per_workgroup.wgsl?raw';

const forwardParams = { rows: 'u32', cols: 'u32', eps: 'f32' } as const;
const params = { rows: 'u32', cols: 'u32' } as const;
type Values = ParamValues<typeof params>;
type Names = 'perWorkgroup' | 'perLaneVec4' | 'perLane';

const wholeVectors = ({ cols }: Values): boolean => cols % 4 === 0;

/** Lanes of a row of the forward, or rows of a workgroup's lanes. */
const LANES = 64;

const forwardVariants = (...normed: readonly string[]): Readonly<Record<Names, Variant<typeof forwardParams>>> => {
  const overrides = (): { readonly LANES: number } => ({ LANES });
  const lanes = (of: typeof ofQuads) => [
    { wgsl: of(forwardRowPerLane, ...normed), overrides, workgroups: ({ rows }: Values) => Math.ceil(rows / LANES) },
  ];
  return {
    perWorkgroup: {
      passes: [
        {
          wgsl: ofElements(forwardRowPerWorkgroup, workgroupSum, ...normed),
          overrides,
          workgroups: ({ rows }) => rows,
        },
      ],
    },
    perLaneVec4: { unmeasured: true, barrierFree: true, supports: wholeVectors, passes: lanes(ofQuads) },
    perLane: { unmeasured: true, barrierFree: true, passes: lanes(ofElements) },
  };
};

/** Rows of one partial sum of dgamma, and lanes of both passes. */
const WORKGROUP = { rows: 16, lanes: 256, totalLanes: 64 };
const LANE = { rows: 8, lanes: 16 };

function backwardVariants(...slots: readonly string[]): Readonly<Record<Names, Variant<typeof params>>> {
  const scratch =
    (band: number) =>
    ({ rows, cols }: Values): { readonly partial: number } => ({ partial: Math.ceil(rows / band) * cols });
  const overrides = (): Readonly<Record<string, number>> => ({ ROWS: LANE.rows, LANES: LANE.lanes });
  const lanes = (width: number, of: typeof ofQuads) => [
    {
      wgsl: of(backwardBandPerLane, ...slots),
      overrides,
      workgroups: ({ rows }: Values) => Math.ceil(rows / (LANE.rows * LANE.lanes)),
    },
    { wgsl: of(totalPerLane), overrides, workgroups: ({ cols }: Values) => Math.ceil(cols / width / LANE.lanes) },
  ];
  return {
    perWorkgroup: {
      scratch: scratch(WORKGROUP.rows),
      passes: [
        {
          wgsl: ofElements(backwardBandPerWorkgroup, workgroupSum, ...slots),
          overrides: () => ({ ROWS: WORKGROUP.rows, LANES: WORKGROUP.lanes }),
          workgroups: ({ rows }) => Math.ceil(rows / WORKGROUP.rows),
        },
        {
          wgsl: [totalPerWorkgroup, workgroupSum],
          overrides: () => ({ ROWS: WORKGROUP.rows, LANES: WORKGROUP.totalLanes }),
          workgroups: ({ cols }) => cols,
        },
      ],
    },
    perLaneVec4: {
      unmeasured: true,
      barrierFree: true,
      supports: wholeVectors,
      scratch: scratch(LANE.rows),
      passes: lanes(4, ofQuads),
    },
    perLane: { unmeasured: true, barrierFree: true, scratch: scratch(LANE.rows), passes: lanes(1, ofElements) },
  };
}

const forwardTensors = {
  x: read('rows', 'cols'),
  gamma: read('cols'),
  y: write('rows', 'cols'),
  rstd: write('rows'),
} as const;

const backwardTensors = {
  dy: read('rows', 'cols'),
  x: read('rows', 'cols'),
  gamma: read('cols'),
  rstd: read('rows'),
  dx: write('rows', 'cols'),
  dgamma: write('cols'),
} as const;

const z = read('rows', 'cols');
const count = ({ rows }: Values): number => rows;

const forwardChecks = {
  params: forwardParams,
  // A sum of squares does not cancel; one column of nearly 0 is multiplied by up to 316, and so is its rounding.
  tolerance: () => ({ absolute: 4e-6, relative: 2e-5 }),
  // Both sides of every boundary: one lane, one short of a workgroup, exact, one over; one row, several.
  cases: [1, 63, 64, 65, 260].flatMap((cols) => [1, 3, 65].map((rows) => ({ rows, cols, eps: 1e-5 }))),
} as const;

const backwardChecks = {
  params,
  rows: { count },
  // A row of one column has rstd up to 1/√eps = 316, which multiplies the rounding of d − v̂ · (d · v̂).
  tolerance: ({ cols }: Values) => ({ absolute: cols === 1 ? 5e-4 : 2e-5, relative: 2e-5 }),
  // One row, one short of a band of either variant, exact, one over; the same for columns and lanes of a row.
  cases: [1, 15, 16, 17, 64, 260].flatMap((cols) => [1, 7, 8, 9, 17, 129].map((rows) => ({ rows, cols }))),
} as const;

/** x, and z where a gate has it, with the rstd that the forward computes for them. */
function consistent({ rows, cols }: Values, gated: boolean): Readonly<Record<string, Float64Array>> {
  const noise = (name: string): Float64Array => {
    const random = new Random(1, `rmsnorm ${name}`);
    return Float64Array.from({ length: rows * cols }, () => Math.fround(random.uniform() * 4 - 2));
  };
  const given = { x: noise('x'), ...(gated ? { z: noise('z') } : {}) };
  const [gamma, y, rstd] = [new Float64Array(cols), new Float64Array(rows * cols), new Float64Array(rows)];
  reference.forward({ ...given, gamma, y, rstd }, { rows, cols, eps: 1e-5 });
  return { ...given, rstd };
}

/** y = gamma · x / √(mean x² + eps), row by row; `rstd` is kept for the backward. Zhang & Sennrich 2019. */
export const rmsnormForward = defineKernel({
  name: 'rmsnorm.forward',
  ...forwardChecks,
  tensors: forwardTensors,
  variants: forwardVariants(plainForward),
  reference: reference.forward,
  rows: { count, own: ['x'] },
});

/** As rmsnorm.forward, of x ⊙ silu(z). */
export const rmsnormGatedForward = defineKernel({
  name: 'rmsnorm.gated_forward',
  ...forwardChecks,
  tensors: { ...forwardTensors, z },
  variants: forwardVariants(gatedForward, silu),
  reference: reference.forward,
  rows: { count, own: ['x', 'z'] },
});

/** Gradients of rmsnorm.forward with respect to x and gamma; its derivative. */
export const rmsnormBackward = defineKernel({
  name: 'rmsnorm.backward',
  ...backwardChecks,
  tensors: backwardTensors,
  variants: backwardVariants(plainBackward),
  reference: reference.backward,
  inputs: (p) => consistent(p, false),
});

/** Gradients of rmsnorm.gated_forward with respect to x, z and gamma; its derivative. */
export const rmsnormGatedBackward = defineKernel({
  name: 'rmsnorm.gated_backward',
  ...backwardChecks,
  tensors: { ...backwardTensors, z, dz: write('rows', 'cols') },
  variants: backwardVariants(gatedBackward, silu),
  reference: reference.gatedBackward,
  inputs: (p) => consistent(p, true),
});
