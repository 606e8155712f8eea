import { defineKernel, read, readIds, write } from '../../src/kernel/kernel.ts';
import { LANES, laneVariants } from '../lane/lane.ts';
import { dropoutAt, dropoutParams, noDropout } from '../random/dropout.reference.ts';
import accumulateBody from './accumulate.wgsl?raw';
import dropoutBody from './dropout.wgsl?raw';
import * as reference from './elementwise.reference.ts';

/** Both sides of a workgroup's elements, one per lane (64) and four per lane (256). */
const COUNTS = [1, 4, 63, 64, 65, 252, 256, 260, 1023];
/** 65,540 workgroups of the one-element variant: past the 65,535 of one grid dimension. */
const WIDE = 65_540 * LANES;

/** Elements that stand alone. */
const elements = ({ count }: { readonly count: number }): number => count;
const byFour = ({ count }: { readonly count: number }): boolean => count % 4 === 0;

/** One rounding. */
const oneRounding = (): { absolute: number; relative: number } => ({ absolute: 1e-30, relative: 1.2e-7 });

export const accumulate = defineKernel({
  name: 'elementwise.accumulate',
  params: { count: 'u32' },
  tensors: { a: read('count'), b: read('count'), total: write('count') },
  variants: laneVariants({ body: [accumulateBody], elements, byFour }),
  reference: reference.accumulate,
  tolerance: oneRounding,
  cases: [...COUNTS, WIDE].map((count) => ({ count })),
});

/** Dropout and, being its own derivative with respect to x, the backward pass of one fused elsewhere. */
export const dropoutKernel = defineKernel({
  name: 'elementwise.dropout',
  params: { count: 'u32', ...dropoutParams },
  tensors: { x: read('count'), clock: readIds(1), y: write('count') },
  variants: laneVariants({ body: [dropoutBody], dropout: true, elements, byFour }),
  reference: reference.dropout,
  tolerance: oneRounding,
  cases: COUNTS.flatMap((count) => [
    { count, ...noDropout },
    { count, ...dropoutAt(0.3, 7, 2) },
  ]),
  inputs: () => ({ clock: [41] }),
});
