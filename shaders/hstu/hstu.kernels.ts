import { defineKernel, read, readIds, write, type ParamValues } from '../../src/kernel/kernel.ts';
import spanPackedBackward from '../attention/span_packed_backward.wgsl?raw';
import spanPackedForward from '../attention/span_packed_forward.wgsl?raw';
import spanRowBackward from '../attention/span_row_backward.wgsl?raw';
import spanRowForward from '../attention/span_row_forward.wgsl?raw';
import { allCases, fewCases, packed, rowInputs } from './hstu.cases.ts';
import * as reference from './hstu.reference.ts';
import { backwardVariants, forwardVariants, params } from './hstu.variants.ts';

type Values = ParamValues<typeof params>;

const positions = ({ batch, time }: Values): number => batch * time;
const flops = (products: number) => (p: Values) => products * p.batch * p.heads * p.head_width * p.time * (p.time + 1);

const lengths = readIds('batch');
const spans = readIds('batch', 'time', 2);
const seconds = read('batch', 'time');
const times = read(reference.TIME_ROWS);
const dtimes = write(reference.TIME_ROWS);

const forwardTensors = {
  qkv: read('batch', 'time', 3, 'heads', 'head_width'),
  positions: read('window'),
  y: write('batch', 'time', 'heads', 'head_width'),
} as const;

const backwardTensors = {
  dy: read('batch', 'time', 'heads', 'head_width'),
  qkv: read('batch', 'time', 3, 'heads', 'head_width'),
  positions: read('window'),
  dqkv: write('batch', 'time', 3, 'heads', 'head_width'),
  dpositions: write('window'),
} as const;

const forward = {
  params,
  reference: reference.forward,
  // A score is a sum of up to 65 products below 1, and goes into silu as it is: its ulp is 4e-6.
  tolerance: () => ({ absolute: 4e-6, relative: 4e-6 }),
  flops: flops(2),
} as const;

const backward = {
  params,
  reference: reference.backward,
  rows: { count: positions },
  // As the forward, times dy·v, which reaches ±20; an entry of a table adds up some thousand such pairs, which cancel.
  tolerance: () => ({ absolute: 2e-5, relative: 2e-5 }),
  flops: flops(5),
} as const;

/** Pointwise attention in which it counts how many places lie between two items: see ops/pointwise_attention. */
export const hstuForward = defineKernel({
  ...{ name: 'hstu.forward', ...forward, cases: fewCases, inputs: rowInputs },
  tensors: { ...forwardTensors, lengths },
  variants: forwardVariants({ span: spanRowForward, timed: false }),
  rows: { count: positions, earlier: ['qkv'], ends: ['lengths'] },
});
export const hstuBackward = defineKernel({
  ...{ name: 'hstu.backward', ...backward, cases: fewCases, inputs: rowInputs },
  tensors: { ...backwardTensors, lengths },
  variants: backwardVariants({ span: spanRowBackward, timed: false }),
});

/** The same of histories packed one behind another, each within itself. */
export const hstuPackedForward = defineKernel({
  ...{ name: 'hstu.packed_forward', ...forward, cases: fewCases, inputs: packed },
  tensors: { ...forwardTensors, spans },
  variants: forwardVariants({ span: spanPackedForward, timed: false }),
  rows: { count: positions },
});
export const hstuPackedBackward = defineKernel({
  ...{ name: 'hstu.packed_backward', ...backward, cases: fewCases, inputs: packed },
  tensors: { ...backwardTensors, spans },
  variants: backwardVariants({ span: spanPackedBackward, timed: false }),
});

/** Pointwise attention in which it counts how much time lies between two items, too. */
export const hstuTimedForward = defineKernel({
  ...{ name: 'hstu.timed_forward', ...forward, cases: allCases, inputs: rowInputs },
  tensors: { ...forwardTensors, lengths, seconds, times },
  variants: forwardVariants({ span: spanRowForward, timed: true }),
  rows: { count: positions, earlier: ['qkv', 'seconds'], ends: ['lengths'] },
});
export const hstuTimedBackward = defineKernel({
  ...{ name: 'hstu.timed_backward', ...backward, cases: allCases, inputs: rowInputs },
  tensors: { ...backwardTensors, lengths, seconds, times, dtimes },
  variants: backwardVariants({ span: spanRowBackward, timed: true }),
});

/** The same of packed histories. */
export const hstuTimedPackedForward = defineKernel({
  ...{ name: 'hstu.timed_packed_forward', ...forward, cases: fewCases, inputs: packed },
  tensors: { ...forwardTensors, spans, seconds, times },
  variants: forwardVariants({ span: spanPackedForward, timed: true }),
  rows: { count: positions },
});
export const hstuTimedPackedBackward = defineKernel({
  ...{ name: 'hstu.timed_packed_backward', ...backward, cases: fewCases, inputs: packed },
  tensors: { ...backwardTensors, spans, seconds, times, dtimes },
  variants: backwardVariants({ span: spanPackedBackward, timed: true }),
});
