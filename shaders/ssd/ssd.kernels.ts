import {
  defineKernel,
  read,
  readIds,
  write,
  type ParamValues,
  type Pass,
  type Variant,
} from '../../src/kernel/kernel.ts';
import step from '../scan/step.wgsl?raw';
import beginsFlagged from './begins_flagged.wgsl?raw';
import beginsNowhere from './begins_nowhere.wgsl?raw';
import carryFlow from './carry_flow.wgsl?raw';
import carryStates from './carry_states.wgsl?raw';
import chunkFlow from './chunk_flow.wgsl?raw';
import chunkStates from './chunk_states.wgsl?raw';
import output from './output.wgsl?raw';
import pullBackBc from './pull_back_bc.wgsl?raw';
import pullBackSteps from './pull_back_steps.wgsl?raw';
import pullBackWeights from './pull_back_weights.wgsl?raw';
import pullBackX from './pull_back_x.wgsl?raw';
import scores from './scores.wgsl?raw';
import { backwardInputs, cases, forwardInputs } from './ssd.cases.ts';
import * as reference from './ssd.reference.ts';
import sumSteps from './sum_steps.wgsl?raw';
import totalHeads from './total_heads.wgsl?raw';

const sizes = { batch: 'u32', time: 'u32', channels: 'u32', heads: 'u32', states: 'u32' } as const;
const params = { ...sizes, lines: 'u32', records: 'u32' } as const;
type Params = typeof params;
type Values = ParamValues<Params>;

const LANES = 64;
const { CHUNK } = reference;

const pass = (wgsl: Pass['wgsl'], lanes: (p: Values) => number): Pass<Params> => ({
  wgsl,
  overrides: () => ({ LANES }),
  workgroups: (p) => Math.ceil(lanes(p) / LANES),
});

const rows = ({ batch, time }: Values): number => batch * time;
const perHead = (p: Values): number => rows(p) * p.heads;
const perQuad = (p: Values): number => (rows(p) * p.channels) / 4;
const perChunk = (p: Values): number => p.records * p.heads;
/** Quads of the states of all chunks, and of all histories. */
const ofChunks = (p: Values): number => (p.records * p.states * p.channels) / 4;
const ofHistories = (p: Values): number => (p.batch * p.states * p.channels) / 4;

const forwardVariants = (begins: string): { readonly chunked: Variant<Params> } => ({
  chunked: {
    barrierFree: true,
    passes: [
      pass([sumSteps, step, begins], perChunk),
      pass(scores, (p) => rows(p) * CHUNK),
      pass(chunkStates, ofChunks),
      pass(carryStates, ofHistories),
      pass(output, perQuad),
    ],
  },
});

const backwardVariants: { readonly chunked: Variant<Params> } = {
  chunked: {
    barrierFree: true,
    scratch: (p) => ({
      flow: 4 * ofChunks(p),
      notes: 4 * perHead(p),
      weights: CHUNK * perHead(p),
      partial: 2 * perChunk(p),
    }),
    passes: [
      pass(chunkFlow, ofChunks),
      pass(carryFlow, ofHistories),
      pass(pullBackX, perHead),
      pass(pullBackWeights, perHead),
      pass(pullBackBc, (p) => (rows(p) * p.states) / 4),
      pass([pullBackSteps, step], perChunk),
      pass(totalHeads, ({ heads }) => heads),
    ],
  },
};

const given = {
  x: read('batch', 'time', 'channels'),
  delta: read('batch', 'time', 'heads'),
  bc: read('batch', 'time', 2, 'states'),
  a_log: read('heads'),
  skip: read('heads'),
} as const;

const forwardTensors = {
  ...given,
  y: write('batch', 'time', 'channels'),
  paces: write('batch', 'time', 'lines'),
  scores: write('batch', 'time', 16),
  states_in: write('records', 'states', 'channels'),
} as const;

/** Of a position: its pairs, half a chunk of them, for scores and for channels, and its states twice. */
const flops = (p: Values): number => rows(p) * (CHUNK * (p.states + p.channels) + 4 * p.states * p.channels);

const forwardChecks = {
  params,
  reference: reference.forward,
  // Behind a step of 12 at a rate of 16 c is −200 and its ulp 1.5e-5, which is then the error of every weight in the rest of the chunk.
  tolerance: () => ({ absolute: 5e-5, relative: 3e-5 }),
  cases,
  flops,
} as const;

/** The state space dual of Mamba-2 in chunks: see ops/ssd. */
export const ssdForward = defineKernel({
  name: 'ssd.forward',
  ...forwardChecks,
  tensors: forwardTensors,
  variants: forwardVariants(beginsNowhere),
  rows: { count: reference.positions, inOrder: ['x', 'delta', 'bc'] },
  inputs: (p) => {
    const { x, delta, bc, a_log, skip } = forwardInputs(p);
    return { x, delta, bc, a_log, skip };
  },
});

/** As ssd.forward of histories packed one behind another: one begins where `starts` is not 0. */
export const ssdPackedForward = defineKernel({
  name: 'ssd.packed_forward',
  ...forwardChecks,
  tensors: { ...forwardTensors, starts: readIds('batch', 'time') },
  variants: forwardVariants(beginsFlagged),
  rows: { count: reference.positions, inOrder: ['x', 'delta', 'bc', 'starts'] },
  inputs: forwardInputs,
});

/** Gradients of either with respect to x, delta, bc, a_log and skip; their derivative. */
export const ssdBackward = defineKernel({
  name: 'ssd.backward',
  params,
  tensors: {
    ...given,
    paces: read('batch', 'time', 'lines'),
    scores: read('batch', 'time', 16),
    states_in: read('records', 'states', 'channels'),
    dy: read('batch', 'time', 'channels'),
    dx: write('batch', 'time', 'channels'),
    ddelta: write('batch', 'time', 'heads'),
    dbc: write('batch', 'time', 2, 'states'),
    da_log: write('heads'),
    dskip: write('heads'),
  },
  variants: backwardVariants,
  reference: reference.backward,
  // As the forward, of sums over channels, states and all positions.
  tolerance: ({ batch, time, channels }) => ({
    absolute: 5e-5 + 5e-6 * Math.sqrt(batch * time * channels),
    relative: 3e-5,
  }),
  cases,
  inputs: backwardInputs,
  flops: (p) => 2.5 * flops(p),
});
