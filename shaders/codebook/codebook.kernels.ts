import { Random } from '../../src/core/random.ts';
import {
  defineKernel,
  read,
  readIds,
  update,
  write,
  writeIds,
  type Pass,
  type Variant,
} from '../../src/kernel/kernel.ts';
import { laneVariants, LANES } from '../lane/lane.ts';
import { epilogueCases } from '../matmul/matmul.cases.ts';
import { sizes, variants } from '../matmul/matmul.variants.ts';
import matmulParams from '../matmul/params.wgsl?raw';
import * as reference from './codebook.reference.ts';
import epilogueDistance from './epilogue_distance.wgsl?raw';
import followMeans from './follow_means.wgsl?raw';
import halfNorms from './half_norms.wgsl?raw';
import nearestRowPerLane from './nearest_row_per_lane.wgsl?raw';
import nearestRowPerWorkgroup from './nearest_row_per_workgroup.wgsl?raw';

type P = typeof sizes;

const pass = (program: string, workgroups: Pass<P>['workgroups']): Pass<P> => ({
  wgsl: [matmulParams, program],
  overrides: () => ({ LANES }),
  workgroups,
});

const norms = pass(halfNorms, ({ n }) => Math.ceil(n / LANES));
const rowPerLane = pass(nearestRowPerLane, ({ m }) => Math.ceil(m / LANES));
const rowPerWorkgroup = pass(nearestRowPerWorkgroup, ({ m }) => m);

/** The ways to compute a product, with half the codes' squared lengths before it and the search behind. */
const nearestVariants = Object.fromEntries(
  Object.entries(variants({ layout: 'NT', dropout: false, epilogue: [epilogueDistance] })).map(
    ([name, product]): [string, Variant<P>] => [
      name,
      {
        ...product,
        passes: [norms, ...product.passes, product.barrierFree === true ? rowPerLane : rowPerWorkgroup],
        scratch: (params) => ({
          ...product.scratch?.(params),
          half_norms: params.n,
          distances: params.m * params.n,
        }),
      },
    ],
  ),
);

/** Multiples of ⅛ in [−2, 2): products and their sums are exact in f32, so that distances tie exactly where they do. */
function onGrid(count: number, name: string): Float64Array {
  const random = new Random(7, name);
  return Float64Array.from({ length: count }, () => random.below(32) / 8 - 2);
}

/** Where each vector of `a` (m, k) finds the nearest code of `b` (n, k), and what is left of it then. */
export const nearestCode = defineKernel({
  name: 'codebook.nearest',
  params: sizes,
  tensors: { a: read('m', 'k'), b: read('n', 'k'), index: writeIds('m'), residual: write('m', 'k') },
  variants: nearestVariants,
  reference: reference.nearest,
  rows: { count: ({ m }) => m, own: ['a'] },
  tolerance: () => ({ absolute: 1e-30, relative: 0 }),
  // One dimension with more codes than numbers on the grid: ties everywhere.
  cases: [...epilogueCases, { m: 40, n: 70, k: 1 }, { m: 65, n: 64, k: 8 }],
  inputs: ({ m, n, k }) => ({ a: onGrid(m * k, 'codebook test vectors'), b: onGrid(n * k, 'codebook test codes') }),
  flops: ({ m, n, k }) => 2 * m * n * k,
});

/** Codes follow the means of the vectors that found them; `found` holds their sums, along the inverted index. */
export const updateCodebook = defineKernel({
  name: 'codebook.update',
  params: { codes: 'u32', width: 'u32', bounds: 'u32', decay: 'f32' },
  tensors: {
    found: read('codes', 'width'),
    offsets: readIds('bounds'),
    counts: read('codes'),
    sums: update('codes', 'width'),
    codebook: update('codes', 'width'),
    counts_after: write('codes'),
  },
  variants: laneVariants({
    body: [followMeans],
    elements: ({ codes, width }) => codes * width,
    byFour: ({ width }) => width % 4 === 0,
  }),
  reference: reference.update,
  rows: { count: ({ codes }) => codes },
  tolerance: () => ({ absolute: 4e-6, relative: 2e-6 }),
  cases: [
    [1, 1, 0],
    [7, 9, 0.99],
    [16, 4, 0],
    [65, 4, 0.75],
    [33, 68, 0.5],
  ].map(([codes, width, decay]) => ({ codes, width, bounds: codes + 1, decay })),
  inputs: ({ codes }) => ({
    // Every third code is found by nothing, every ninth has not been found before either.
    offsets: Uint32Array.from({ length: codes + 1 }, (_, c) => c - Math.ceil(c / 3)),
    counts: Float64Array.from({ length: codes }, (_, c) => (c % 9 === 0 ? 0 : 1 + (c % 5))),
  }),
});
