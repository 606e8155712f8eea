import { Random } from '../../src/core/random.ts';
import {
  defineKernel,
  read,
  readIds,
  update,
  write,
  type ParamValues,
  type Tolerance,
  type Variant,
} from '../../src/kernel/kernel.ts';
import { ofElements, ofQuads } from '../lane/lane.ts';
import workgroupMax from '../workgroup/max.wgsl?raw';
import workgroupSum from '../workgroup/sum.wgsl?raw';
import backwardOutersPerLane from './backward_outers_per_lane.wgsl?raw';
import backwardTiled from './backward_tiled.wgsl?raw';
import * as reference from './crossentropy.reference.ts';
import forwardMerge from './forward_merge.wgsl?raw';
import forwardRowsPerLane from './forward_rows_per_lane.wgsl?raw';
import forwardTiled from './forward_tiled.wgsl?raw';
import fromLogitsRowPerLane from './from_logits_row_per_lane.wgsl?raw';
import fromLogitsRowPerWorkgroup from './from_logits_row_per_workgroup.wgsl?raw';
import gradientOfItems from './gradient_of_items.wgsl?raw';
import gradientOfRows from './gradient_of_rows.wgsl?raw';
import logitBlock from './logit_block.wgsl?raw';
import logitTile from './logit_tile.wgsl?raw';
import outerItems from './outer_items.wgsl?raw';
import outerRows from './outer_rows.wgsl?raw';
import sumSplits from './sum_splits.wgsl?raw';
import sumSplitsHidden from './sum_splits_hidden.wgsl?raw';
import sumSplitsTable from './sum_splits_table.wgsl?raw';
import totalHidden from './total_hidden.wgsl?raw';
import totalTable from './total_table.wgsl?raw';

const LANES = 64;
const WORKGROUP_LANES = 128;

/** Targets below `vocabulary`, a quarter of them 0: rows to ignore. */
function testTargets(rows: number, vocabulary: number): Uint32Array {
  const random = new Random(6, 'cross-entropy test targets');
  return Uint32Array.from({ length: rows }, () => (random.uniform() < 0.25 ? 0 : random.below(vocabulary)));
}

/** Numbers in [−1, 1), as f32 holds them. */
function testVectors(count: number, name: string): Float64Array {
  const random = new Random(6, `cross-entropy test ${name}`);
  return Float64Array.from({ length: count }, () => Math.fround(2 * random.uniform() - 1));
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
          wgsl: [fromLogitsRowPerWorkgroup, workgroupMax, workgroupSum],
          overrides: () => ({ LANES: WORKGROUP_LANES }),
          workgroups: ({ rows }) => rows,
        },
      ],
    },
    quadsPerLane: {
      unmeasured: true,
      barrierFree: true,
      supports: ({ vocabulary }) => vocabulary % 4 === 0,
      passes: [
        {
          wgsl: ofQuads(fromLogitsRowPerLane),
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
          wgsl: ofElements(fromLogitsRowPerLane),
          overrides: () => ({ LANES }),
          workgroups: ({ rows }) => Math.ceil(rows / LANES),
        },
      ],
    },
  },
  reference: reference.fromLogits,
  rows: { count: ({ rows }) => rows },
  // exp of WGSL: 3 + 2·|x| ulp with |x| ≤ 4 in the cases; the loss adds a logarithm of a sum.
  tolerance: () => ({ absolute: 2e-6, relative: 4e-6 }),
  cases: [2, 4, 127, 128, 129, 300].flatMap((vocabulary) => [1, 65].map((rows) => ({ rows, vocabulary }))),
  inputs: ({ rows, vocabulary }) => ({ targets: testTargets(rows, vocabulary), inverse_count: [0.25] }),
});

const streamSpec = { rows: 'u32', vocabulary: 'u32', width: 'u32' } as const;
type StreamSpec = typeof streamSpec;
type StreamSizes = ParamValues<StreamSpec>;

/** Extents of logit_tile.wgsl: vectors a workgroup owns, and walks over at a time. */
const OUTERS = 64;
const INNERS = 32;
/** Columns a lane or workgroup of the backward passes sums up. */
const COLUMNS = 64;
/** Lanes of a workgroup without barriers: few, so that 1,600 rows still make work for several cores. */
const FEW_LANES = 16;
/** Workgroups that keep a large GPU busy: four for each of 128 cores. */
const ENOUGH_WORKGROUPS = 512;

const byFour = ({ width }: StreamSizes): boolean => width % 4 === 0;
const columnBlocks = ({ width }: StreamSizes): number => Math.ceil(width / COLUMNS);

/**
 * Into how many parts the inner vectors are cut, where `tiles` of outer ones would leave a GPU idle. A power of two, so
 * that few pipelines serve all sizes.
 */
const parts = (tiles: number, inner: number): number =>
  2 ** Math.floor(Math.log2(Math.max(1, Math.min(ENOUGH_WORKGROUPS / tiles, Math.ceil(inner / INNERS)))));

const forwardParts = ({ rows, vocabulary }: StreamSizes): number => parts(Math.ceil(rows / OUTERS), vocabulary);

/** Both sides of 4 and 64 owned vectors, of 4 and 32 walked ones, of slices of 16 and blocks of 64 columns. */
const streamCases = [
  [1, 2, 4],
  [5, 31, 12],
  [65, 32, 16],
  [64, 33, 20],
  [4, 65, 68],
  [33, 130, 64],
].map(([rows, vocabulary, width]) => ({ rows, vocabulary, width }));

/** Vectors whose logits are of size √width, and the lse that the forward pass leaves of them. */
function streamInputs(
  sizes: StreamSizes,
): Record<'h' | 'table' | 'targets' | 'lse' | 'inverse_count', ArrayLike<number>> {
  const { rows, vocabulary, width } = sizes;
  const h = testVectors(rows * width, 'h');
  const table = testVectors(vocabulary * width, 'table');
  const targets = testTargets(rows, vocabulary);
  const lse = new Float64Array(rows);
  reference.forward({ h, table, targets: Float64Array.from(targets), lse, loss: new Float64Array(rows) }, sizes);
  return { h, table, targets, lse, inverse_count: [0.25] };
}

/** A sum of up to max(rows, vocabulary) products of a probability, exact to a few √width ulps, and a number below 1. */
const backwardTolerance = ({ width }: StreamSizes): Tolerance => ({
  absolute: 2e-6 * Math.sqrt(width),
  relative: 4e-6,
});

/** lse and loss of the logits h · tableᵀ, which are never stored. */
export const crossEntropyForward = defineKernel({
  name: 'crossentropy.forward',
  params: streamSpec,
  tensors: {
    h: read('rows', 'width'),
    table: read('vocabulary', 'width'),
    targets: readIds('rows'),
    lse: write('rows'),
    loss: write('rows'),
  },
  variants: {
    tiled: {
      supports: byFour,
      scratch: (sizes) => ({ maxima: forwardParts(sizes) * sizes.rows, sums: forwardParts(sizes) * sizes.rows }),
      passes: [
        {
          wgsl: [forwardTiled, outerRows, logitTile],
          overrides: (sizes) => ({ SPLITS: forwardParts(sizes) }),
          workgroups: (sizes) => Math.ceil(sizes.rows / OUTERS) * forwardParts(sizes),
        },
        {
          wgsl: [forwardMerge, outerRows],
          overrides: (sizes) => ({ LANES, SPLITS: forwardParts(sizes) }),
          workgroups: ({ rows }) => Math.ceil(rows / LANES),
        },
      ],
    },
    rowsPerLane: {
      unmeasured: true,
      barrierFree: true,
      supports: byFour,
      passes: [
        {
          wgsl: [forwardRowsPerLane, outerRows, logitBlock],
          overrides: () => ({ LANES: FEW_LANES }),
          workgroups: ({ rows }) => Math.ceil(rows / 4 / FEW_LANES),
        },
      ],
    },
  },
  reference: reference.forward,
  rows: { count: ({ rows }) => rows },
  // Sums of `width` products of size 4, then exp and ln of them.
  tolerance: ({ width }) => ({ absolute: 2e-6 * Math.sqrt(width), relative: 4e-6 }),
  cases: streamCases,
  inputs: streamInputs,
  flops: ({ rows, vocabulary, width }) => 2 * rows * vocabulary * width,
});

/** The ways to sum g · inner: `side` and `gradient` say who is outside, `total` and `splitTotal` where the sum goes. */
function backwardVariants(
  outer: 'rows' | 'vocabulary',
  inner: 'rows' | 'vocabulary',
  { side, gradient, total, splitTotal }: Readonly<Record<'side' | 'gradient' | 'total' | 'splitTotal', string>>,
): Readonly<Record<'tiled' | 'outersPerLane', Variant<StreamSpec>>> {
  const tiles = (sizes: StreamSizes): number => Math.ceil(sizes[outer] / OUTERS) * columnBlocks(sizes);
  const splits = (sizes: StreamSizes): number => parts(tiles(sizes), sizes[inner]);
  return {
    tiled: {
      supports: byFour,
      scratch: (sizes) => ({ partials: splits(sizes) * sizes[outer] * sizes.width }),
      passes: [
        {
          wgsl: [backwardTiled, side, logitTile, gradient],
          overrides: (sizes) => ({ SPLITS: splits(sizes) }),
          workgroups: (sizes) => tiles(sizes) * splits(sizes),
        },
        {
          wgsl: [sumSplits, splitTotal],
          overrides: (sizes) => ({ LANES, SPLITS: splits(sizes) }),
          workgroups: (sizes) => Math.ceil((sizes[outer] * sizes.width) / 4 / LANES),
        },
      ],
    },
    outersPerLane: {
      unmeasured: true,
      barrierFree: true,
      supports: byFour,
      passes: [
        {
          wgsl: [backwardOutersPerLane, side, logitBlock, gradient, total],
          overrides: () => ({ LANES: FEW_LANES }),
          workgroups: (sizes) => Math.ceil((Math.ceil(sizes[outer] / 4) * columnBlocks(sizes)) / FEW_LANES),
        },
      ],
    },
  };
}

const backwardTensors = {
  h: read('rows', 'width'),
  table: read('vocabulary', 'width'),
  targets: readIds('rows'),
  lse: read('rows'),
  inverse_count: read(1),
};

export const crossEntropyBackwardHidden = defineKernel({
  name: 'crossentropy.backward_hidden',
  params: streamSpec,
  tensors: { ...backwardTensors, dh: write('rows', 'width') },
  variants: backwardVariants('rows', 'vocabulary', {
    side: outerRows,
    gradient: gradientOfRows,
    total: totalHidden,
    splitTotal: sumSplitsHidden,
  }),
  reference: reference.backwardHidden,
  rows: { count: ({ rows }) => rows },
  tolerance: backwardTolerance,
  cases: streamCases,
  inputs: streamInputs,
  flops: ({ rows, vocabulary, width }) => 4 * rows * vocabulary * width,
});

export const crossEntropyBackwardTable = defineKernel({
  name: 'crossentropy.backward_table',
  params: streamSpec,
  tensors: { ...backwardTensors, dtable: write('vocabulary', 'width') },
  variants: backwardVariants('vocabulary', 'rows', {
    side: outerItems,
    gradient: gradientOfItems,
    total: totalTable,
    splitTotal: sumSplitsTable,
  }),
  reference: reference.backwardTable,
  rows: { count: ({ rows }) => rows },
  tolerance: backwardTolerance,
  cases: streamCases,
  inputs: streamInputs,
  flops: ({ rows, vocabulary, width }) => 4 * rows * vocabulary * width,
});
