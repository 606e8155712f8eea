import { defineKernel, read, readIds, write, type Variant } from '../../src/kernel/kernel.ts';
import { dropoutAt, dropoutParams, noDropout } from '../random/dropout.reference.ts';
import dropoutSlot from '../random/dropout.wgsl?raw';
import threefry from '../random/threefry.wgsl?raw';
import accumulateElement from './accumulate_element_per_lane.wgsl?raw';
import accumulateQuad from './accumulate_quad_per_lane.wgsl?raw';
import activateBackwardElement from './activate_backward_element_per_lane.wgsl?raw';
import activateBackwardQuad from './activate_backward_quad_per_lane.wgsl?raw';
import activateElement from './activate_element_per_lane.wgsl?raw';
import activateQuad from './activate_quad_per_lane.wgsl?raw';
import dropoutElement from './dropout_element_per_lane.wgsl?raw';
import dropoutQuad from './dropout_quad_per_lane.wgsl?raw';
import * as reference from './elementwise.reference.ts';
import geluSlot from './gelu.wgsl?raw';
import reluSlot from './relu.wgsl?raw';
import scaleElement from './scale_element_per_lane.wgsl?raw';
import scaleQuad from './scale_quad_per_lane.wgsl?raw';
import siluSlot from './silu.wgsl?raw';

const LANES = 64;

/** Both sides of a workgroup's elements, one per lane (64) and four per lane (256). */
const COUNTS = [1, 4, 63, 64, 65, 252, 256, 260, 1023];
/** 65,540 workgroups of the one-element variant: past the 65,535 of one grid dimension. */
const WIDE = 65_540 * LANES;
const counts = COUNTS.map((count) => ({ count }));

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
      barrierFree: true,
      passes: [{ wgsl: element, overrides, workgroups: ({ count }) => Math.ceil(count / LANES) }],
    },
  };
}

/** One rounding. */
const oneRounding = (): { absolute: number; relative: number } => ({ absolute: 1e-30, relative: 1.2e-7 });
/** exp and a division of WGSL: about 3 + 2.5 ulp each, on gates below 1. */
const activationTolerance = (): { absolute: number; relative: number } => ({ absolute: 2e-6, relative: 2e-6 });

export const accumulate = defineKernel({
  name: 'elementwise.accumulate',
  params: { count: 'u32' },
  tensors: { a: read('count'), b: read('count'), total: write('count') },
  variants: variants(accumulateElement, accumulateQuad),
  reference: reference.accumulate,
  tolerance: oneRounding,
  cases: [...counts, { count: WIDE }],
});

export const scaleBy = defineKernel({
  name: 'elementwise.scale',
  params: { count: 'u32', factor: 'f32' },
  tensors: { x: read('count'), y: write('count') },
  variants: variants(scaleElement, scaleQuad),
  reference: reference.scale,
  tolerance: oneRounding,
  cases: COUNTS.map((count) => ({ count, factor: -0.75 })),
});

/** Dropout and, being its own derivative with respect to x, the backward pass of one fused elsewhere. */
export const dropoutBackward = defineKernel({
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

const activationTensors = { x: read('count'), y: write('count') };
const slopeTensors = { dy: read('count'), x: read('count'), dx: write('count') };

export const relu = defineKernel({
  name: 'elementwise.relu',
  params: { count: 'u32' },
  tensors: activationTensors,
  variants: variants([activateElement, reluSlot], [activateQuad, reluSlot]),
  reference: reference.forward(reference.relu),
  tolerance: oneRounding,
  cases: counts,
});

export const reluBackward = defineKernel({
  name: 'elementwise.relu_backward',
  params: { count: 'u32' },
  tensors: slopeTensors,
  variants: variants([activateBackwardElement, reluSlot], [activateBackwardQuad, reluSlot]),
  reference: reference.backward(reference.relu),
  tolerance: oneRounding,
  cases: counts,
});

export const gelu = defineKernel({
  name: 'elementwise.gelu',
  params: { count: 'u32' },
  tensors: activationTensors,
  variants: variants([activateElement, geluSlot], [activateQuad, geluSlot]),
  reference: reference.forward(reference.gelu),
  tolerance: activationTolerance,
  cases: counts,
});

export const geluBackward = defineKernel({
  name: 'elementwise.gelu_backward',
  params: { count: 'u32' },
  tensors: slopeTensors,
  variants: variants([activateBackwardElement, geluSlot], [activateBackwardQuad, geluSlot]),
  reference: reference.backward(reference.gelu),
  tolerance: activationTolerance,
  cases: counts,
});

export const silu = defineKernel({
  name: 'elementwise.silu',
  params: { count: 'u32' },
  tensors: activationTensors,
  variants: variants([activateElement, siluSlot], [activateQuad, siluSlot]),
  reference: reference.forward(reference.silu),
  tolerance: activationTolerance,
  cases: counts,
});

export const siluBackward = defineKernel({
  name: 'elementwise.silu_backward',
  params: { count: 'u32' },
  tensors: slopeTensors,
  variants: variants([activateBackwardElement, siluSlot], [activateBackwardQuad, siluSlot]),
  reference: reference.backward(reference.silu),
  tolerance: activationTolerance,
  cases: counts,
});
