import { Random } from '../../src/core/random.ts';
import { defineKernel, read, readIds, update, write, type Variant } from '../../src/kernel/kernel.ts';
import { LANES, laneVariants, ofElements } from '../lane/lane.ts';
import startZero from '../lane/start_zero.wgsl?raw';
import { pointwise } from '../pointwise/pointwise.ts';
import workgroupMax from '../workgroup/max.wgsl?raw';
import workgroupSum from '../workgroup/sum.wgsl?raw';
import gbceRowPerLane from './gbce_row_per_lane.wgsl?raw';
import gbceRowPerWorkgroup from './gbce_row_per_workgroup.wgsl?raw';
import gbceTarget from './gbce_target.wgsl?raw';
import positiveScore from './positive_score.wgsl?raw';
import * as reference from './sampled.reference.ts';
import scaleRowsBody from './scale_rows.wgsl?raw';
import softmaxRowPerLane from './softmax_row_per_lane.wgsl?raw';
import softmaxRowPerWorkgroup from './softmax_row_per_workgroup.wgsl?raw';
import softmaxTarget from './softmax_target.wgsl?raw';
import startSofar from './start_sofar.wgsl?raw';

const overrides = (): { LANES: number } => ({ LANES });
const rowPerLane = ({ rows }: { readonly rows: number }): number => Math.ceil(rows / LANES);

/** The two ways of a loss over shared negatives, after a pass for the targets' scores. */
function lossVariants<const P extends { readonly rows: 'u32' }>(
  target: string,
  byWorkgroup: readonly string[],
  byLane: readonly string[],
): Readonly<Record<'rowPerWorkgroup' | 'rowPerLane', Variant<P>>> {
  const scores = { wgsl: [positiveScore, target], overrides, workgroups: rowPerLane };
  const scratch = ({ rows }: { readonly rows: number }): { positive: number } => ({ positive: rows });
  return {
    rowPerWorkgroup: {
      scratch,
      passes: [scores, { wgsl: byWorkgroup, overrides, workgroups: ({ rows }) => rows }],
    },
    rowPerLane: {
      unmeasured: true,
      barrierFree: true,
      scratch,
      passes: [scores, { wgsl: byLane, overrides, workgroups: rowPerLane }],
    },
  };
}

const lossTensors = {
  negative_logits: update('rows', 'samples'),
  h: read('rows', 'width'),
  positive_rows: read('rows', 'width'),
  targets: readIds('rows'),
  negatives: readIds('samples'),
};

/** Both sides of 64 rows and of 64 negatives. */
const lossSizes = [1, 63, 64, 65, 200].flatMap((samples) => [1, 65].map((rows) => ({ rows, samples, width: 7 })));

/** Ids below 9, so that rows to ignore (0) and negatives that hit the target are frequent. */
function lossInputs({ rows, samples }: { readonly rows: number; readonly samples: number }) {
  const random = new Random(8, 'sampled test ids');
  const ids = (count: number): Uint32Array => Uint32Array.from({ length: count }, () => random.below(9));
  return { targets: ids(rows), negatives: ids(samples), inverse_count: [0.25] };
}

/** exp and ln of scores up to 28 + 4: 2·|x| ulp of exp, and a dot product of 7. */
const lossTolerance = (): { absolute: number; relative: number } => ({ absolute: 4e-6, relative: 1e-5 });

/**
 * Sampled softmax with logQ correction. negative_logits hold h · negative rowsᵀ and are overwritten by their gradient;
 * correction and target_correction are ln of each item's chance to be drawn.
 */
export const sampledSoftmax = defineKernel({
  name: 'sampled.softmax',
  params: { rows: 'u32', samples: 'u32', width: 'u32' },
  tensors: {
    ...lossTensors,
    correction: read('samples'),
    target_correction: read('rows'),
    inverse_count: read(1),
    dpositive: write('rows'),
    loss: write('rows'),
  },
  variants: lossVariants(softmaxTarget, [softmaxRowPerWorkgroup, workgroupMax, workgroupSum], [softmaxRowPerLane]),
  reference: reference.sampledSoftmax,
  tolerance: lossTolerance,
  cases: lossSizes,
  inputs: lossInputs,
});

/** What gBCE needs to know of softplus. */
const softplus = ofElements(pointwise.softplus.wgsl);

/** gBCE of gSASRec; `beta` comes from `gbceBeta` of the reference. */
export const sampledBce = defineKernel({
  name: 'sampled.gbce',
  params: { rows: 'u32', samples: 'u32', width: 'u32', beta: 'f32' },
  tensors: {
    ...lossTensors,
    inverse_count: read(1),
    dpositive: write('rows'),
    loss: write('rows'),
  },
  variants: lossVariants(gbceTarget, [gbceRowPerWorkgroup, ...softplus, workgroupSum], [gbceRowPerLane, ...softplus]),
  reference: reference.sampledBce,
  tolerance: lossTolerance,
  cases: lossSizes.map((sizes) => ({ ...sizes, beta: 0.375 })),
  inputs: lossInputs,
});

const rowSpec = { rows: 'u32', width: 'u32' } as const;
const rowCases = [1, 4, 63, 64, 68].flatMap((width) => [1, 7, 65].map((rows) => ({ rows, width })));

const rowVariants = (start: string) =>
  laneVariants<typeof rowSpec>({
    body: [scaleRowsBody, start],
    elements: ({ rows, width }) => rows * width,
    byFour: ({ width }) => width % 4 === 0,
  });

/** A product and a sum of numbers below 4. */
const rowTolerance = (): { absolute: number; relative: number } => ({ absolute: 1e-6, relative: 2e-7 });

export const scaleRows = defineKernel({
  name: 'sampled.scale_rows',
  params: rowSpec,
  tensors: { scale: read('rows'), x: read('rows', 'width'), y: write('rows', 'width') },
  variants: rowVariants(startZero),
  reference: reference.scaleRows,
  tolerance: rowTolerance,
  cases: rowCases,
});

export const addScaledRows = defineKernel({
  name: 'sampled.add_scaled_rows',
  params: rowSpec,
  tensors: {
    sofar: read('rows', 'width'),
    scale: read('rows'),
    x: read('rows', 'width'),
    y: write('rows', 'width'),
  },
  variants: rowVariants(startSofar),
  reference: reference.addScaledRows,
  tolerance: rowTolerance,
  cases: rowCases,
});
