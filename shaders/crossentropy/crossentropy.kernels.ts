import { Random } from '../../src/core/random.ts';
import { defineKernel, read, readIds, update, write } from '../../src/kernel/kernel.ts';
import * as reference from './crossentropy.reference.ts';
import fromLogitsQuadsPerLane from './from_logits_quads_per_lane.wgsl?raw';
import fromLogitsRowPerLane from './from_logits_row_per_lane.wgsl?raw';
import fromLogitsRowPerWorkgroup from './from_logits_row_per_workgroup.wgsl?raw';

const LANES = 64;
const WORKGROUP_LANES = 128;

/** Targets below `vocabulary`, a quarter of them 0: rows to ignore. */
function testTargets(rows: number, vocabulary: number): Uint32Array {
  const random = new Random(6, 'cross-entropy test targets');
  return Uint32Array.from({ length: rows }, () => (random.uniform() < 0.25 ? 0 : random.below(vocabulary)));
}

/** Cross-entropy of stored logits: where rows × vocabulary fits, its gradient costs one exp a logit. */
export const softmaxCrossEntropy = defineKernel({
  name: 'crossentropy.from_logits',
  params: { rows: 'u32', vocabulary: 'u32' },
  tensors: {
    logits: update('rows', 'vocabulary'),
    targets: readIds('rows'),
    inverse_count: read(1),
    loss: write('rows'),
  },
  variants: {
    rowPerWorkgroup: {
      passes: [
        {
          wgsl: fromLogitsRowPerWorkgroup,
          overrides: () => ({ LANES: WORKGROUP_LANES }),
          workgroups: ({ rows }) => rows,
        },
      ],
    },
    quadsPerLane: {
      barrierFree: true,
      supports: ({ vocabulary }) => vocabulary % 4 === 0,
      passes: [
        {
          wgsl: fromLogitsQuadsPerLane,
          overrides: () => ({ LANES }),
          workgroups: ({ rows }) => Math.ceil(rows / LANES),
        },
      ],
    },
    rowPerLane: {
      barrierFree: true,
      passes: [
        {
          wgsl: fromLogitsRowPerLane,
          overrides: () => ({ LANES }),
          workgroups: ({ rows }) => Math.ceil(rows / LANES),
        },
      ],
    },
  },
  reference: reference.fromLogits,
  // exp of WGSL: 3 + 2·|x| ulp with |x| ≤ 4 in the cases; the loss adds a logarithm of a sum.
  tolerance: () => ({ absolute: 2e-6, relative: 4e-6 }),
  cases: [2, 4, 127, 128, 129, 300].flatMap((vocabulary) => [1, 64, 65].map((rows) => ({ rows, vocabulary }))),
  inputs: ({ rows, vocabulary }) => ({ targets: testTargets(rows, vocabulary), inverse_count: [0.25] }),
});
