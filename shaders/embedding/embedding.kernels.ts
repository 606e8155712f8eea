import { Random } from '../../src/core/random.ts';
import { defineKernel, read, readIds, write, type ParamValues, type Variant } from '../../src/kernel/kernel.ts';
import { laneVariants, ofQuads } from '../lane/lane.ts';
import startZero from '../lane/start_zero.wgsl?raw';
import { dropoutAt, dropoutParams, noDropout } from '../random/dropout.reference.ts';
import embedBody from './embed.wgsl?raw';
import * as reference from './embedding.reference.ts';
import gatherOntoBody from './gather_onto.wgsl?raw';
import gatherRowsBody from './gather_rows.wgsl?raw';
import gradientItem from './gradient_item_per_workgroup.wgsl?raw';
import gradientPerLane from './gradient_per_lane.wgsl?raw';
import { invertIds } from './inverted_index.ts';
import positionFromFirst from './position_from_first.wgsl?raw';
import positionGradientPerLane from './position_gradient_per_lane.wgsl?raw';
import positionGradientPosition from './position_gradient_position_per_workgroup.wgsl?raw';
import positionTold from './position_told.wgsl?raw';
import startOnto from './start_onto.wgsl?raw';

/** Columns a workgroup of the item-per-workgroup and position-per-workgroup programs owns. */
const TILE_COLUMNS = 64;
const byFour = ({ width }: { readonly width: number }): boolean => width % 4 === 0;
const columnTiles = (width: number): number => Math.ceil(width / TILE_COLUMNS);

/** Ids below `vocabulary`, half of them 1 (a popular item) or 0 (padding). */
function testIds(count: number, vocabulary: number): Uint32Array {
  const random = new Random(3, 'embedding test ids');
  return Uint32Array.from({ length: count }, () => random.below(random.uniform() < 0.5 ? 2 : vocabulary));
}

/** Histories that begin at position 0, at `most` and between. */
const testFirsts = (batch: number, most: number): number[] => Array.from({ length: batch }, (_, b) => b % (most + 1));

const embedChecks = {
  params: { batch: 'u32', time: 'u32', window: 'u32', width: 'u32', vocabulary: 'u32', scale: 'f32', ...dropoutParams },
  tolerance: () => ({ absolute: 4e-6, relative: 4e-7 }),
  cases: [
    { batch: 1, time: 1, window: 1, width: 1, vocabulary: 2, scale: 1, ...noDropout },
    { batch: 2, time: 3, window: 4, width: 7, vocabulary: 5, scale: 2.5, ...dropoutAt(0.3, 5, 1) },
    { batch: 3, time: 5, window: 5, width: 4, vocabulary: 9, scale: 2, ...noDropout },
    { batch: 4, time: 4, window: 7, width: 16, vocabulary: 3, scale: 4, ...dropoutAt(0.3, 5, 1) },
    { batch: 5, time: 13, window: 15, width: 64, vocabulary: 33, scale: 8, ...dropoutAt(0.3, 6, 2) },
  ],
} as const;

const embedTensors = {
  table: read('vocabulary', 'width'),
  positions: read('window', 'width'),
  ids: readIds('batch', 'time'),
  clock: readIds(1),
  y: write('batch', 'time', 'width'),
} as const;

type EmbedSizes = ParamValues<(typeof embedChecks)['params']>;

const embedVariants = (position: string) =>
  laneVariants<(typeof embedChecks)['params']>({
    body: [embedBody, position],
    dropout: true,
    elements: ({ batch, time, width }) => batch * time * width,
    byFour,
  });

const tokens = ({ batch, time }: EmbedSizes): number => batch * time;

export const embed = defineKernel({
  name: 'embedding.forward',
  ...embedChecks,
  tensors: { ...embedTensors, first: readIds('batch') },
  variants: embedVariants(positionFromFirst),
  reference: reference.embed,
  rows: { count: tokens, own: ['ids'] },
  inputs: ({ batch, time, window, vocabulary }) => ({
    ids: testIds(batch * time, vocabulary),
    first: testFirsts(batch, window - time),
    clock: [17],
  }),
});

/** As embedding.forward of histories packed one behind another: each item is told its position. */
export const embedPacked = defineKernel({
  name: 'embedding.packed_forward',
  ...embedChecks,
  tensors: { ...embedTensors, at: readIds('batch', 'time') },
  variants: embedVariants(positionTold),
  reference: reference.embed,
  rows: { count: tokens, own: ['ids', 'at'] },
  inputs: ({ batch, time, window, vocabulary }) => ({
    ids: testIds(batch * time, vocabulary),
    at: testIds(batch * time, window),
    clock: [17],
  }),
});

export const gatherRows = defineKernel({
  name: 'embedding.gather_rows',
  params: { count: 'u32', width: 'u32', vocabulary: 'u32' },
  tensors: { table: read('vocabulary', 'width'), ids: readIds('count'), y: write('count', 'width') },
  variants: laneVariants({ body: [gatherRowsBody], elements: ({ count, width }) => count * width, byFour }),
  reference: reference.gatherRows,
  rows: { count: ({ count }) => count, own: ['ids'] },
  tolerance: () => ({ absolute: 1e-30, relative: 0 }),
  cases: [1, 7, 64, 65].flatMap((count) => [1, 4, 63, 64].map((width) => ({ count, width, vocabulary: 11 }))),
  inputs: ({ count, vocabulary }) => ({ ids: testIds(count, vocabulary) }),
});

export const gatherOnto = defineKernel({
  name: 'embedding.gather_onto',
  params: { count: 'u32', width: 'u32', vocabulary: 'u32' },
  tensors: {
    x: read('count', 'width'),
    table: read('vocabulary', 'width'),
    ids: readIds('count'),
    y: write('count', 'width'),
  },
  variants: laneVariants({ body: [gatherOntoBody], elements: ({ count, width }) => count * width, byFour }),
  reference: reference.gatherOnto,
  rows: { count: ({ count }) => count, own: ['x', 'ids'] },
  // One rounding.
  tolerance: () => ({ absolute: 1e-30, relative: 1.2e-7 }),
  cases: [1, 7, 64, 65].flatMap((count) => [1, 4, 63, 64].map((width) => ({ count, width, vocabulary: 11 }))),
  inputs: ({ count, vocabulary }) => ({ ids: testIds(count, vocabulary) }),
});

const gradientSpec = { rows: 'u32', width: 'u32', vocabulary: 'u32', bounds: 'u32', scale: 'f32' } as const;
const gradientTensors = {
  dy: read('rows', 'width'),
  offsets: readIds('bounds'),
  places: readIds('rows'),
  dtable: write('vocabulary', 'width'),
};

/** The ways to sum along the inverted index, from what `start` gives. */
function gradientVariants<const P extends typeof gradientSpec>(
  start: string,
): Readonly<Record<'itemPerWorkgroup' | 'quadPerLane' | 'elementPerLane', Variant<P>>> {
  return {
    itemPerWorkgroup: {
      supports: byFour,
      passes: [
        {
          wgsl: ofQuads(gradientItem, start),
          workgroups: ({ vocabulary, width }) => vocabulary * columnTiles(width),
        },
      ],
    },
    ...laneVariants<P>({
      body: [gradientPerLane, start],
      elements: ({ vocabulary, width }) => vocabulary * width,
      byFour,
      unmeasured: true,
    }),
  };
}

/** Up to half the rows name one item, each a term below 2 in size. */
const sumTolerance = (terms: number): { absolute: number; relative: number } => ({
  absolute: 1e-6 * Math.sqrt(terms) * 4,
  relative: 4e-6,
});
const gradientCases = [
  [1, 1, 2],
  [9, 7, 3],
  [64, 4, 5],
  [65, 64, 33],
  [300, 68, 17],
].map(([rows, width, vocabulary]) => ({ rows, width, vocabulary, bounds: vocabulary + 1, scale: 2.5 }));
const gradientInputs = ({ rows, vocabulary }: { readonly rows: number; readonly vocabulary: number }) =>
  invertIds(testIds(rows, vocabulary), vocabulary);

export const embeddingGradient = defineKernel({
  name: 'embedding.gradient',
  params: gradientSpec,
  tensors: gradientTensors,
  variants: gradientVariants(startZero),
  reference: reference.gradient,
  rows: { count: ({ vocabulary }) => vocabulary },
  tolerance: ({ rows }) => sumTolerance(rows),
  cases: gradientCases,
  inputs: gradientInputs,
});

export const embeddingGradientOnto = defineKernel({
  name: 'embedding.gradient_onto',
  params: gradientSpec,
  tensors: { ...gradientTensors, sofar: read('vocabulary', 'width') },
  variants: gradientVariants(startOnto),
  reference: reference.gradientOnto,
  rows: { count: ({ vocabulary }) => vocabulary, own: ['sofar'] },
  tolerance: ({ rows }) => sumTolerance(rows),
  cases: gradientCases,
  inputs: gradientInputs,
});

export const positionGradient = defineKernel({
  name: 'embedding.position_gradient',
  params: { batch: 'u32', time: 'u32', window: 'u32', width: 'u32' },
  tensors: {
    dy: read('batch', 'time', 'width'),
    ids: readIds('batch', 'time'),
    first: readIds('batch'),
    dpositions: write('window', 'width'),
  },
  variants: {
    positionPerWorkgroup: {
      supports: byFour,
      passes: [{ wgsl: positionGradientPosition, workgroups: ({ window, width }) => window * columnTiles(width) }],
    },
    ...laneVariants({
      body: [positionGradientPerLane],
      elements: ({ window, width }) => window * width,
      byFour,
      unmeasured: true,
    }),
  },
  reference: reference.positionGradient,
  tolerance: ({ batch }) => sumTolerance(batch),
  cases: [
    { batch: 1, time: 1, window: 1, width: 1 },
    { batch: 15, time: 3, window: 5, width: 7 },
    { batch: 16, time: 5, window: 5, width: 4 },
    { batch: 17, time: 9, window: 10, width: 64 },
    { batch: 40, time: 4, window: 6, width: 68 },
  ],
  inputs: ({ batch, time, window }) => ({ ids: testIds(batch * time, 5), first: testFirsts(batch, window - time) }),
});
