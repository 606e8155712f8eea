import { Random } from '../../src/core/random.ts';
import { defineKernel, read, readIds, update, write } from '../../src/kernel/kernel.ts';
import { LANES, laneVariants } from '../lane/lane.ts';
import workgroupMax from '../workgroup/max.wgsl?raw';
import workgroupSum from '../workgroup/sum.wgsl?raw';
import logSoftmaxRowPerLane from './log_softmax_row_per_lane.wgsl?raw';
import logSoftmaxRowPerWorkgroup from './log_softmax_row_per_workgroup.wgsl?raw';
import * as reference from './prefixes.reference.ts';
import rowsOfPrefixes from './rows_of_prefixes.wgsl?raw';
import scoresOfPrefixes from './scores_of_prefixes.wgsl?raw';

const overrides = (): { LANES: number } => ({ LANES });

/** `count` integers below `limit`. */
function testIds(count: number, limit: number, name: string): Uint32Array {
  const random = new Random(7, name);
  return Uint32Array.from({ length: count }, () => random.below(limit));
}

/** Rows for each prefix: those of the prefixes it goes on from, or of its last code. */
export const prefixRows = defineKernel({
  name: 'prefixes.rows',
  params: { batch: 'u32', each: 'u32', count: 'u32', rows: 'u32', width: 'u32' },
  tensors: { x: read('rows', 'width'), at: readIds('count'), y: write('batch', 'count', 'width') },
  variants: laneVariants({
    body: [rowsOfPrefixes],
    elements: ({ batch, count, width }) => batch * count * width,
    byFour: ({ width }) => width % 4 === 0,
  }),
  reference: reference.rows,
  rows: { count: ({ batch, count }) => batch * count },
  tolerance: () => ({ absolute: 1e-30, relative: 0 }),
  cases: [
    { batch: 1, each: 1, count: 1, rows: 1, width: 1 },
    { batch: 3, each: 5, count: 9, rows: 15, width: 7 },
    { batch: 3, each: 0, count: 9, rows: 5, width: 4 },
    { batch: 2, each: 7, count: 33, rows: 14, width: 64 },
    { batch: 2, each: 0, count: 65, rows: 11, width: 12 },
  ],
  inputs: ({ count, each, rows }) => ({ at: testIds(count, each === 0 ? rows : each, 'rows of prefixes') }),
});

/** Log-probabilities of the codes of a slot. */
export const logSoftmax = defineKernel({
  name: 'prefixes.log_softmax',
  params: { rows: 'u32', size: 'u32' },
  tensors: { logits: update('rows', 'size') },
  variants: {
    rowPerWorkgroup: {
      passes: [
        { wgsl: [logSoftmaxRowPerWorkgroup, workgroupMax, workgroupSum], overrides, workgroups: ({ rows }) => rows },
      ],
    },
    rowPerLane: {
      unmeasured: true,
      barrierFree: true,
      passes: [{ wgsl: logSoftmaxRowPerLane, overrides, workgroups: ({ rows }) => Math.ceil(rows / LANES) }],
    },
  },
  reference: reference.logSoftmax,
  rows: { count: ({ rows }) => rows },
  // exp of WGSL: 3 + 2·|x| ulp with |x| ≤ 4 in the cases, then a logarithm of the sum.
  tolerance: () => ({ absolute: 6e-6, relative: 2e-6 }),
  cases: [
    [1, 2],
    [3, 5],
    [65, 17],
    [5, 65],
    [2, 257],
  ].map(([rows, size]) => ({ rows, size })),
});

/** ln P of prefixes that are a code longer, or of items. */
export const prefixScores = defineKernel({
  name: 'prefixes.scores',
  params: { batch: 'u32', prefixes: 'u32', count: 'u32', size: 'u32' },
  tensors: {
    guesses: read('batch', 'prefixes', 'size'),
    sofar: read('batch', 'prefixes'),
    before: readIds('count'),
    codes: readIds('count'),
    y: write('batch', 'count'),
  },
  variants: {
    scorePerLane: {
      barrierFree: true,
      passes: [
        { wgsl: scoresOfPrefixes, overrides, workgroups: ({ batch, count }) => Math.ceil((batch * count) / LANES) },
      ],
    },
  },
  reference: reference.scores,
  rows: { count: ({ batch, count }) => batch * count },
  // One rounding of a sum of two numbers below 2 in size.
  tolerance: () => ({ absolute: 5e-7, relative: 0 }),
  cases: [
    [1, 1, 1, 2],
    [3, 4, 9, 5],
    [2, 33, 64, 17],
    [5, 7, 65, 9],
  ].map(([batch, prefixes, count, size]) => ({ batch, prefixes, count, size })),
  inputs: ({ prefixes, count, size }) => ({
    before: testIds(count, prefixes, 'prefixes before'),
    codes: testIds(count, size, 'codes of prefixes'),
  }),
});
