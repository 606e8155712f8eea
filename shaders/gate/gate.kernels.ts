import { defineKernel, read, write } from '../../src/kernel/kernel.ts';
import { laneVariants } from '../lane/lane.ts';
import silu from '../pointwise/silu.wgsl?raw';
import applyGate from './apply_gate.wgsl?raw';
import * as reference from './gate.reference.ts';
import pullBackGate from './pull_back_gate.wgsl?raw';

const params = { rows: 'u32', width: 'u32' } as const;
interface Extents {
  readonly rows: number;
  readonly width: number;
}

const lanes = (...body: readonly string[]) =>
  laneVariants<typeof params>({
    body,
    elements: ({ rows, width }) => rows * width,
    byFour: ({ rows, width }) => (rows * width) % 4 === 0,
  });

const common = {
  params,
  // As the pointwise functions, times a number below 4.
  tolerance: () => ({ absolute: 8e-6, relative: 2e-5 }),
  // Both sides of a workgroup's elements, one a lane (64) and four a lane (256).
  cases: [
    { rows: 1, width: 1 },
    { rows: 9, width: 7 },
    { rows: 4, width: 16 },
    { rows: 5, width: 13 },
    { rows: 64, width: 4 },
    { rows: 65, width: 4 },
  ],
} as const;

const count = ({ rows }: Extents): number => rows;

/** y = x ⊙ silu(z): how much of x passes is up to z. */
export const gateForward = defineKernel({
  name: 'gate.forward',
  ...common,
  tensors: { x: read('rows', 'width'), z: read('rows', 'width'), y: write('rows', 'width') },
  variants: lanes(applyGate, silu),
  reference: reference.forward,
  rows: { count, own: ['x', 'z'] },
});

/** Gradients of gate.forward with respect to x and z; its derivative. */
export const gateBackward = defineKernel({
  name: 'gate.backward',
  ...common,
  tensors: {
    dy: read('rows', 'width'),
    x: read('rows', 'width'),
    z: read('rows', 'width'),
    dx: write('rows', 'width'),
    dz: write('rows', 'width'),
  },
  variants: lanes(pullBackGate, silu),
  reference: reference.backward,
  rows: { count, own: ['dy', 'x', 'z'] },
});
