import { Random } from '../../src/core/random.ts';
import { defineKernel, read, readIds, write, writeIds, type Variant } from '../../src/kernel/kernel.ts';
import { LANES, ofElements } from '../lane/lane.ts';
import startZero from '../lane/start_zero.wgsl?raw';
import addScores from './add_scores.wgsl?raw';
import codesOfBody from './codes_of.wgsl?raw';
import * as reference from './codes.reference.ts';
import startOnto from './start_onto.wgsl?raw';

const overrides = (): { LANES: number } => ({ LANES });

/** `count` integers below `limit`. */
function testIds(count: number, limit: number, name: string): Uint32Array {
  const random = new Random(6, name);
  return Uint32Array.from({ length: count }, () => random.below(limit));
}

const exact = (): { absolute: number; relative: number } => ({ absolute: 1e-30, relative: 0 });

/** Codes of ids in one slot. */
export const codesOf = defineKernel({
  name: 'codes.of',
  params: { count: 'u32', vocabulary: 'u32' },
  tensors: { codes: readIds('vocabulary'), ids: readIds('count'), y: writeIds('count') },
  variants: {
    idPerLane: {
      barrierFree: true,
      passes: [{ wgsl: codesOfBody, overrides, workgroups: ({ count }) => Math.ceil(count / LANES) }],
    },
  },
  reference: reference.codesOf,
  rows: { count: ({ count }) => count, own: ['ids'] },
  tolerance: exact,
  cases: [1, 63, 64, 65, 300].map((count) => ({ count, vocabulary: 11 })),
  inputs: ({ count, vocabulary }) => ({
    codes: testIds(vocabulary, 300, 'codes'),
    ids: testIds(count, vocabulary, 'ids of codes'),
  }),
});

const spec = { rows: 'u32', vocabulary: 'u32', size: 'u32' } as const;
const tensors = { logits: read('rows', 'size'), codes: readIds('vocabulary'), y: write('rows', 'vocabulary') };

const scorePerLane = (start: string): Readonly<Record<'scorePerLane', Variant<typeof spec>>> => ({
  scorePerLane: {
    barrierFree: true,
    passes: [
      {
        wgsl: ofElements(addScores, start),
        overrides,
        workgroups: ({ rows, vocabulary }) => Math.ceil((rows * vocabulary) / LANES),
      },
    ],
  },
});

const cases = [
  [1, 1, 1],
  [1, 65, 9],
  [3, 64, 5],
  [7, 40, 256],
].map(([rows, vocabulary, size]) => ({ rows, vocabulary, size }));
const inputs = ({ vocabulary, size }: { readonly vocabulary: number; readonly size: number }) => ({
  codes: testIds(vocabulary, size, 'codes that score'),
});

/** Scores of the catalogue by the codes of one slot. */
export const codeScores = defineKernel({
  name: 'codes.scores',
  params: spec,
  tensors,
  variants: scorePerLane(startZero),
  reference: reference.scores,
  rows: { count: ({ rows }) => rows, own: ['logits'] },
  tolerance: exact,
  cases,
  inputs,
});

/** The same, added to the scores by the slots before. */
export const codeScoresOnto = defineKernel({
  name: 'codes.scores_onto',
  params: spec,
  tensors: { ...tensors, sofar: read('rows', 'vocabulary') },
  variants: scorePerLane(startOnto),
  reference: reference.scoresOnto,
  rows: { count: ({ rows }) => rows, own: ['logits', 'sofar'] },
  tolerance: () => ({ absolute: 5e-7, relative: 0 }),
  cases,
  inputs,
});
