import { defineKernel, read, write } from '../../src/kernel/kernel.ts';
import { laneVariants } from '../lane/lane.ts';
import startZero from '../lane/start_zero.wgsl?raw';
import * as reference from './columns.reference.ts';
import putColumns from './put_columns.wgsl?raw';
import startOnto from './start_onto.wgsl?raw';
import takeColumns from './take_columns.wgsl?raw';

const params = { rows: 'u32', width: 'u32', first: 'u32', taken: 'u32' } as const;
interface Extents {
  readonly rows: number;
  readonly width: number;
  readonly first: number;
  readonly taken: number;
}

const lanes = (elements: (extents: Extents) => number, ...body: readonly string[]) =>
  laneVariants<typeof params>({
    body,
    elements,
    byFour: ({ width, first, taken }) => [width, first, taken].every((extent) => extent % 4 === 0),
  });

const common = {
  params,
  // One column, all, the first ones, the last ones and some between; both sides of a workgroup's lanes.
  cases: [
    { rows: 1, width: 1, first: 0, taken: 1 },
    { rows: 9, width: 7, first: 2, taken: 3 },
    { rows: 5, width: 16, first: 0, taken: 16 },
    { rows: 8, width: 32, first: 0, taken: 8 },
    { rows: 33, width: 32, first: 24, taken: 8 },
    { rows: 64, width: 12, first: 4, taken: 4 },
    { rows: 65, width: 12, first: 4, taken: 4 },
  ],
} as const;

const count = ({ rows }: Extents): number => rows;
const taken = ({ rows, taken: columns }: Extents): number => rows * columns;
const all = ({ rows, width }: Extents): number => rows * width;

/** Some columns of a matrix: see ops/columns. */
export const takeColumnsOf = defineKernel({
  name: 'columns.take',
  ...common,
  tensors: { x: read('rows', 'width'), y: write('rows', 'taken') },
  variants: lanes(taken, takeColumns),
  reference: reference.take,
  rows: { count, own: ['x'] },
  tolerance: () => ({ absolute: 1e-30, relative: 0 }),
});

/** The gradient of columns.take with respect to x. */
export const putColumnsOf = defineKernel({
  name: 'columns.put',
  ...common,
  tensors: { dy: read('rows', 'taken'), dx: write('rows', 'width') },
  variants: lanes(all, putColumns, startZero),
  reference: reference.put,
  rows: { count, own: ['dy'] },
  tolerance: () => ({ absolute: 1e-30, relative: 0 }),
});

/** The same, added to another gradient of x. */
export const putColumnsOnto = defineKernel({
  name: 'columns.put_onto',
  ...common,
  tensors: { dy: read('rows', 'taken'), dx: write('rows', 'width'), sofar: read('rows', 'width') },
  variants: lanes(all, putColumns, startOnto),
  reference: reference.putOnto,
  rows: { count, own: ['dy', 'sofar'] },
  // One rounding.
  tolerance: () => ({ absolute: 1e-30, relative: 1.2e-7 }),
});
