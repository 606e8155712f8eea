import { defineKernel, read, readIds, write, type Variant } from '../../src/kernel/kernel.ts';
import { dropoutAt, dropoutParams, noDropout } from '../random/dropout.reference.ts';
import dropoutSlot from '../random/dropout.wgsl?raw';
import threefry from '../random/threefry.wgsl?raw';
import accumulateElement from './accumulate_element_per_lane.wgsl?raw';
import accumulateQuad from './accumulate_quad_per_lane.wgsl?raw';
import dropoutElement from './dropout_element_per_lane.wgsl?raw';
import dropoutQuad from './dropout_quad_per_lane.wgsl?raw';
import * as reference from './elementwise.reference.ts';

const LANES = 64;

/** Both sides of a workgroup's elements, one per lane (64) and four per lane (256). */
const COUNTS = [1, 4, 63, 64, 65, 252, 256, 260, 1023];
/** 65,540 workgroups of the one-element variant: past the 65,535 of one grid dimension. */
const WIDE = 65_540 * LANES;

/** The two ways of a map without neighbours; no lane waits for another, so both suit GPUs and software adapters. */
function variants<const P extends { readonly count: 'u32' }>(
  element: string | readonly string[],
  quad: string | readonly string[],
): { readonly quadPerLane: Variant<P>; readonly elementPerLane: Variant<P> } {
  const overrides = (): { LANES: number } => ({ LANES });
  return {
    quadPerLane: {
      barrierFree: true,
      supports: ({ count }) => count % 4 === 0,
      passes: [{ wgsl: quad, overrides, workgroups: ({ count }) => Math.ceil(count / 4 / LANES) }],
    },
    elementPerLane: {
      unmeasured: true,
      barrierFree: true,
      passes: [{ wgsl: element, overrides, workgroups: ({ count }) => Math.ceil(count / LANES) }],
    },
  };
}

/** One rounding. */
const oneRounding = (): { absolute: number; relative: number } => ({ absolute: 1e-30, relative: 1.2e-7 });

export const accumulate = defineKernel({
  name: 'elementwise.accumulate',
  params: { count: 'u32' },
  tensors: { a: read('count'), b: read('count'), total: write('count') },
  variants: variants(accumulateElement, accumulateQuad),
  reference: reference.accumulate,
  tolerance: oneRounding,
  cases: [...COUNTS, WIDE].map((count) => ({ count })),
});

/** Dropout and, being its own derivative with respect to x, the backward pass of one fused elsewhere. */
export const dropoutKernel = defineKernel({
  name: 'elementwise.dropout',
  params: { count: 'u32', ...dropoutParams },
  tensors: { x: read('count'), clock: readIds(1), y: write('count') },
  variants: variants([dropoutElement, threefry, dropoutSlot], [dropoutQuad, threefry, dropoutSlot]),
  reference: reference.dropout,
  tolerance: oneRounding,
  cases: COUNTS.flatMap((count) => [
    { count, ...noDropout },
    { count, ...dropoutAt(0.3, 7, 2) },
  ]),
  inputs: () => ({ clock: [41] }),
});
