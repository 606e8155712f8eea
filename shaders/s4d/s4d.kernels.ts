import { defineKernel, read, readIds, write, type ParamValues, type Variant } from '../../src/kernel/kernel.ts';
import backwardQuadPerLane from './backward_quad_per_lane.wgsl?raw';
import backwardTotal from './backward_total.wgsl?raw';
import beginsFlaggedBackward from './begins_flagged_backward.wgsl?raw';
import beginsFlaggedForward from './begins_flagged_forward.wgsl?raw';
import beginsNowhere from './begins_nowhere.wgsl?raw';
import complex from './complex.wgsl?raw';
import discretiseChannelPerLane from './discretise.wgsl?raw';
import discretiseBackwardChannelPerLane from './discretise_backward.wgsl?raw';
import { discretise, discretiseBackward } from './discretise.reference.ts';
import forwardQuadPerLane from './forward_quad_per_lane.wgsl?raw';
import forwardTotal from './forward_total.wgsl?raw';
import { backwardInputs, cases, discretiseCases, discretiseInputs, forwardInputs } from './s4d.cases.ts';
import * as reference from './s4d.reference.ts';

const LANES = 64;
const lanes = () => ({ LANES });
const groups = (count: number): number => Math.ceil(count / LANES);

const shape = { channels: 'u32', states: 'u32', planes: 'u32', rule: 'u32' } as const;
type Shape = typeof shape;

const channelPerLane = (wgsl: string): { readonly channelPerLane: Variant<Shape> } => ({
  channelPerLane: {
    barrierFree: true,
    passes: [{ wgsl: [wgsl, complex], overrides: lanes, workgroups: ({ channels }) => groups(channels) }],
  },
});

const continuous = {
  dynamics: read('planes', 'channels', 'states'),
  readout: read('planes', 'channels', 'states'),
  log_step: read('channels'),
} as const;

/** What a state keeps of itself in a step and what it tells, of diagonal systems in continuous time. */
export const s4dDiscretise = defineKernel({
  name: 's4d.discretise',
  params: shape,
  tensors: { ...continuous, system: write(4, 'states', 'channels') },
  variants: channelPerLane(discretiseChannelPerLane),
  reference: discretise,
  // exp of a step is good to 17 ulp, 1e-6 of it, and so is the angle, here up to 5; what is kept of a state follows from it.
  tolerance: () => ({ absolute: 1e-5, relative: 1e-5 }),
  cases: discretiseCases,
  inputs: discretiseInputs,
});

/** Gradients of s4d.discretise; its derivative. */
export const s4dDiscretiseBackward = defineKernel({
  name: 's4d.discretise_backward',
  params: shape,
  tensors: {
    ...continuous,
    dsystem: read(4, 'states', 'channels'),
    ddynamics: write('planes', 'channels', 'states'),
    dreadout: write('planes', 'channels', 'states'),
    dlog_step: write('channels'),
  },
  variants: channelPerLane(discretiseBackwardChannelPerLane),
  reference: discretiseBackward,
  // As the forward, of terms up to Δ · |A| · 4, which is 20; of the step, summed over up to 32 states.
  tolerance: ({ states }) => ({ absolute: 2e-5 * Math.sqrt(states), relative: 2e-5 }),
  cases: discretiseCases,
  inputs: discretiseInputs,
});

const params = { batch: 'u32', time: 'u32', channels: 'u32', states: 'u32', lines: 'u32', records: 'u32' } as const;
type Params = typeof params;
type Values = ParamValues<Params>;

const elements = ({ batch, time, channels }: Values): number => batch * time * channels;
const quads = ({ states }: Values): number => states / 4;
/** Numbers that are summed over histories: those of a system, and the skip, of each channel. */
const summed = ({ states, channels }: Values): number => (4 * states + 1) * channels;
const spread = (p: Values): number => quads(p) * elements(p);
const perQuad = (p: Values): number => groups(p.batch * p.channels * quads(p));

/** Four states a lane, whose shares of an output are added up behind. */
const forwardVariants = (begins: string): { readonly quadPerLane: Variant<Params> } => ({
  quadPerLane: {
    barrierFree: true,
    scratch: (p) => ({ spread: spread(p) }),
    passes: [
      { wgsl: [forwardQuadPerLane, begins], overrides: lanes, workgroups: perQuad },
      { wgsl: forwardTotal, overrides: lanes, workgroups: (p) => groups(elements(p)) },
    ],
  },
});

const backwardVariants = (begins: string): { readonly quadPerLane: Variant<Params> } => ({
  quadPerLane: {
    barrierFree: true,
    scratch: (p) => ({ spread: spread(p), partial: p.batch * summed(p) }),
    passes: [
      { wgsl: [backwardQuadPerLane, begins], overrides: lanes, workgroups: perQuad },
      { wgsl: backwardTotal, overrides: lanes, workgroups: (p) => groups(elements(p) + summed(p)) },
    ],
  },
});

const forwardTensors = {
  u: read('batch', 'time', 'channels'),
  system: read(4, 'states', 'channels'),
  skip: read('channels'),
  y: write('batch', 'time', 'channels'),
  kept: write('records', 'lines', 'channels'),
} as const;

/** Of a state: four multiplications and four additions, and as many to tell it. */
const flops = (p: Values): number => 12 * elements(p) * p.states;

const forwardChecks = {
  params,
  reference: reference.forward,
  // A state is a walk of up to 60 inputs, up to 8 in size, and its ulp 5e-7; each step adds half of one, and 32 states are told at 1/√32 each.
  tolerance: () => ({ absolute: 5e-6, relative: 5e-6 }),
  cases,
  flops,
} as const;

/** A diagonal linear system that is the same at every position: see ops/s4d. */
export const s4dScan = defineKernel({
  name: 's4d.scan',
  ...forwardChecks,
  tensors: forwardTensors,
  variants: forwardVariants(beginsNowhere),
  rows: { count: reference.positions, inOrder: ['u'] },
  inputs: (p) => {
    const { u, system, skip } = forwardInputs(p);
    return { u, system, skip };
  },
});

/** As s4d.scan of histories packed one behind another: one begins where `starts` is not 0. */
export const s4dScanPacked = defineKernel({
  name: 's4d.scan_packed',
  ...forwardChecks,
  tensors: { ...forwardTensors, starts: readIds('batch', 'time') },
  variants: forwardVariants(beginsFlaggedForward),
  rows: { count: reference.positions, inOrder: ['u', 'starts'] },
  inputs: forwardInputs,
});

const backwardTensors = {
  u: read('batch', 'time', 'channels'),
  system: read(4, 'states', 'channels'),
  skip: read('channels'),
  kept: read('records', 'lines', 'channels'),
  dy: read('batch', 'time', 'channels'),
  du: write('batch', 'time', 'channels'),
  dsystem: write(4, 'states', 'channels'),
  dskip: write('channels'),
} as const;

const backwardChecks = {
  params,
  reference: reference.backward,
  // As the forward, of sums over all positions: terms up to 8, after a walk of their √count.
  tolerance: ({ batch, time }: Values) => ({ absolute: 5e-6 + 2e-6 * Math.sqrt(batch * time), relative: 1e-5 }),
  cases,
  flops: (p: Values) => 2.5 * flops(p),
} as const;

/** Gradients of s4d.scan with respect to u, system and skip; its derivative. */
export const s4dScanBackward = defineKernel({
  name: 's4d.scan_backward',
  ...backwardChecks,
  tensors: backwardTensors,
  variants: backwardVariants(beginsNowhere),
  inputs: (p) => backwardInputs(p, false),
});

/** The same of s4d.scan_packed. */
export const s4dScanPackedBackward = defineKernel({
  name: 's4d.scan_packed_backward',
  ...backwardChecks,
  tensors: { ...backwardTensors, starts: readIds('batch', 'time') },
  variants: backwardVariants(beginsFlaggedBackward),
  inputs: (p) => backwardInputs(p, true),
});
