import { defineKernel, read, write, type Tolerance } from '../../src/kernel/kernel.ts';
import { laneVariants } from '../lane/lane.ts';
import applySlope from './apply_slope.wgsl?raw';
import applyValue from './apply_value.wgsl?raw';
import { eachPointwise } from './pointwise.ts';
import * as reference from './pointwise.reference.ts';

const extents = { rows: 'u32', width: 'u32' } as const;
interface Extents {
  readonly rows: number;
  readonly width: number;
}

const lanes = (...body: readonly string[]) =>
  laneVariants<typeof extents>({
    body,
    elements: ({ rows, width }) => rows * width,
    byFour: ({ rows, width }) => (rows * width) % 4 === 0,
  });

const count = ({ rows }: Extents): number => rows;

/** exp of WGSL is good to 3 + 2·|x| ulp, and given at most 80; what is taken from 1 keeps its ulp. */
const tolerance = (): Tolerance => ({ absolute: 2e-6, relative: 2e-5 });

/** Both sides of a workgroup's elements, one a lane (64) and four a lane (256). */
const cases: readonly Extents[] = [
  { rows: 1, width: 1 },
  { rows: 9, width: 7 },
  { rows: 4, width: 16 },
  { rows: 5, width: 13 },
  { rows: 64, width: 4 },
  { rows: 65, width: 4 },
];

/** y (rows, width) = value(x), of every pointwise function. */
export const pointwiseForward = eachPointwise((name, curve) =>
  defineKernel({
    name: `pointwise.${name}`,
    params: extents,
    tensors: { x: read('rows', 'width'), y: write('rows', 'width') },
    variants: lanes(curve.wgsl, applyValue),
    reference: reference.forward(curve),
    rows: { count, own: ['x'] },
    tolerance,
    cases,
  }),
);

/** dx (rows, width) = dy · slope(x): derivative of pointwiseForward. */
export const pointwiseBackward = eachPointwise((name, curve) =>
  defineKernel({
    name: `pointwise.${name}_backward`,
    params: extents,
    tensors: { dy: read('rows', 'width'), x: read('rows', 'width'), dx: write('rows', 'width') },
    variants: lanes(curve.wgsl, applySlope),
    reference: reference.backward(curve),
    rows: { count, own: ['dy', 'x'] },
    tolerance,
    cases,
  }),
);
