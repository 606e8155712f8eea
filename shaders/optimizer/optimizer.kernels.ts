import { defineKernel, read, update, write } from '../../src/kernel/kernel.ts';
import { laneVariants } from '../lane/lane.ts';
import { twoPassSum } from '../reduce/two_pass_sum.ts';
import adamwBody from './adamw.wgsl?raw';
import adamwStep from './adamw_step.wgsl?raw';
import * as reference from './optimizer.reference.ts';
import squaredNormTerm from './squared_norm_term.wgsl?raw';
import squaredNormTotal from './squared_norm_total.wgsl?raw';

export const squaredNorm = defineKernel({
  name: 'optimizer.squared_norm',
  params: { count: 'u32' },
  tensors: { gradient: read('count'), squared_norm: write(1) },
  variants: twoPassSum(squaredNormTerm, squaredNormTotal),
  reference: reference.squaredNorm,
  // No cancellation; a chain of 50 terms and 1,024 partial sums round to far less than their worst case of 1e-4.
  tolerance: () => ({ absolute: 1e-30, relative: 1e-5 }),
  cases: [1, 1023, 1025, 4096, 4097, 32_769].map((count) => ({ count })),
});

/** β₁ and β₂ as f32 holds them: 1 − β₂ differs by 1.3e-5 of itself from that of the decimal 0.999. */
const usual = {
  beta1: Math.fround(0.9),
  beta2: Math.fround(0.999),
  eps: 1e-8,
  weight_decay: 0.01,
} as const;

/** The case whose gradient norm has overflowed carries this clip; the others have a norm of 2.5, above and below theirs. */
const EXPLODED_CLIP = 0.5;

export const adamw = defineKernel({
  name: 'optimizer.adamw',
  params: {
    count: 'u32',
    decayed: 'u32',
    beta1: 'f32',
    beta2: 'f32',
    eps: 'f32',
    weight_decay: 'f32',
    clip: 'f32',
  },
  tensors: {
    parameters: update('count'),
    first_moment: update('count'),
    second_moment: update('count'),
    gradient: read('count'),
    squared_norm: read(1),
    schedule: read(4),
  },
  variants: laneVariants({
    body: [adamwBody, adamwStep],
    elements: ({ count }) => count,
    byFour: ({ count }) => count % 4 === 0,
  }),
  reference: reference.adamw,
  // A root, two divisions and four roundings; the step is at most rate / (1 − β₁ᵗ) = 1e-2 times m / √v < 4e3 (inputs).
  tolerance: () => ({ absolute: 4e-6, relative: 2e-6 }),
  // Both sides of a workgroup's elements, and of the first element without decay within a quad.
  cases: [
    ...[1, 4, 63, 65, 252, 256, 260].flatMap((count) => [
      { ...usual, count, decayed: Math.floor(count / 2) + 1, clip: 1 },
      { ...usual, count, decayed: count, clip: 0 },
    ]),
    { ...usual, count: 64, decayed: 32, clip: 4 },
    { ...usual, count: 64, decayed: 32, clip: EXPLODED_CLIP },
  ],
  inputs: ({ count, clip }) => ({
    second_moment: Float64Array.from({ length: count }, (_, i) => (i % 7) / 7),
    squared_norm: [clip === EXPLODED_CLIP ? Infinity : 6.25],
    schedule: [1e-3, 1 - usual.beta1 ** 3, 1 - usual.beta2 ** 3, 0],
  }),
});
