import { Random } from '../../src/core/random.ts';
import { defineKernel, read, readIds, update, write, writeIds } from '../../src/kernel/kernel.ts';
import { ofElements, ofQuads } from '../lane/lane.ts';
import workgroupSum from '../workgroup/sum.wgsl?raw';
import excludeRowPerLane from './exclude_row_per_lane.wgsl?raw';
import excludeRowPerWorkgroup from './exclude_row_per_workgroup.wgsl?raw';
import rankRowPerLane from './rank_row_per_lane.wgsl?raw';
import rankRowPerWorkgroup from './rank_row_per_workgroup.wgsl?raw';
import * as reference from './ranking.reference.ts';
import topKRowPerLane from './top_k_row_per_lane.wgsl?raw';
import topKRowPerWorkgroup from './top_k_row_per_workgroup.wgsl?raw';

const LANES = 64;
const RANK_LANES = 128;
const overrides = (): { LANES: number } => ({ LANES });
const rowPerLane = ({ rows }: { readonly rows: number }): number => Math.ceil(rows / LANES);
const rowPerWorkgroup = ({ rows }: { readonly rows: number }): number => rows;

const below = (count: number, limit: number, name: string): Uint32Array => {
  const random = new Random(4, name);
  return Uint32Array.from({ length: count }, () => random.below(limit));
};

/** Scores of which many are equal, some excluded. */
function tiedScores(count: number): Float64Array {
  const random = new Random(5, 'ranking test scores');
  return Float64Array.from({ length: count }, () =>
    random.uniform() < 0.1 ? reference.EXCLUDED : random.below(20) / 4 - 2,
  );
}

const exact = (): { absolute: number; relative: number } => ({ absolute: 1e-30, relative: 0 });

/** Hides what a user has seen. Column 0, the padding item, is hidden like any other: name it in `seen`. */
export const excludeSeen = defineKernel({
  name: 'ranking.exclude',
  params: { rows: 'u32', items: 'u32', bounds: 'u32', total: 'u32' },
  tensors: { scores: update('rows', 'items'), offsets: readIds('bounds'), seen: readIds('total') },
  variants: {
    rowPerWorkgroup: { passes: [{ wgsl: excludeRowPerWorkgroup, overrides, workgroups: rowPerWorkgroup }] },
    rowPerLane: {
      unmeasured: true,
      barrierFree: true,
      passes: [{ wgsl: excludeRowPerLane, overrides, workgroups: rowPerLane }],
    },
  },
  reference: reference.excludeSeen,
  tolerance: exact,
  cases: [
    [1, 1, 1],
    [63, 5, 40],
    [64, 100, 3000],
    [65, 33, 200],
  ].map(([rows, items, total]) => ({ rows, items, bounds: rows + 1, total })),
  inputs: ({ rows, items, total }) => ({
    // The first row has seen nothing, the last all that is left over.
    offsets: Uint32Array.from({ length: rows + 1 }, (_, r) =>
      r === rows ? total : Math.floor((total * Math.max(0, r - 1)) / rows),
    ),
    seen: below(total, items, 'ranking test seen'),
  }),
});

/** Expected 0-based rank of each row's target; every column counts, so hide the padding item first. */
export const targetRank = defineKernel({
  name: 'ranking.rank',
  params: { rows: 'u32', items: 'u32' },
  tensors: { scores: read('rows', 'items'), targets: readIds('rows'), rank: write('rows') },
  variants: {
    rowPerWorkgroup: {
      passes: [
        {
          wgsl: [rankRowPerWorkgroup, workgroupSum],
          overrides: () => ({ LANES: RANK_LANES }),
          workgroups: rowPerWorkgroup,
        },
      ],
    },
    quadsPerLane: {
      unmeasured: true,
      barrierFree: true,
      supports: ({ items }) => items % 4 === 0,
      passes: [{ wgsl: ofQuads(rankRowPerLane), overrides, workgroups: rowPerLane }],
    },
    rowPerLane: {
      unmeasured: true,
      barrierFree: true,
      passes: [{ wgsl: ofElements(rankRowPerLane), overrides, workgroups: rowPerLane }],
    },
  },
  reference: reference.targetRank,
  tolerance: exact,
  cases: [1, 4, 127, 128, 129, 300].flatMap((items) => [1, 64, 65].map((rows) => ({ rows, items }))),
  inputs: ({ rows, items }) => ({
    scores: tiedScores(rows * items),
    targets: below(rows, items, 'ranking test targets'),
  }),
});

export const topK = defineKernel({
  name: 'ranking.top_k',
  params: { rows: 'u32', items: 'u32', k: 'u32' },
  tensors: { scores: read('rows', 'items'), ids: writeIds('rows', 'k'), values: write('rows', 'k') },
  variants: {
    rowPerWorkgroup: { passes: [{ wgsl: topKRowPerWorkgroup, overrides, workgroups: rowPerWorkgroup }] },
    rowPerLane: {
      unmeasured: true,
      barrierFree: true,
      passes: [{ wgsl: topKRowPerLane, overrides, workgroups: rowPerLane }],
    },
  },
  reference: reference.topK,
  tolerance: exact,
  // One item per lane and one over; all items; lists of four that run out (128 of 129 items on 64 lanes do not, one row
  // of rising scores does: see inputs).
  cases: [
    { rows: 1, items: 1, k: 1 },
    { rows: 3, items: 63, k: 63 },
    { rows: 2, items: 64, k: 20 },
    { rows: 65, items: 65, k: 1 },
    { rows: 3, items: 300, k: 128 },
    { rows: 2, items: 1000, k: 100 },
  ],
  inputs: ({ rows, items }) => ({ scores: crowdedScores(rows, items) }),
});

/** Tied scores, but in the first row one lane of the workgroup owns the greatest, so that its list must be refilled. */
function crowdedScores(rows: number, items: number): Float64Array {
  const scores = tiedScores(rows * items);
  for (let i = 0; i < items; i += LANES) scores[i] = 3 + ((i / LANES) % 5);
  return scores;
}
