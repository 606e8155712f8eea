import { defineKernel, read, readIds, write, type ParamValues, type Variant } from '../../src/kernel/kernel.ts';
import applyChunk from './apply_chunk.wgsl?raw';
import backwardBandPerLane from './backward_band_per_lane.wgsl?raw';
import backwardTilePerWorkgroup from './backward_tile_per_workgroup.wgsl?raw';
import beginsFlagged from './begins_flagged.wgsl?raw';
import beginsNowhere from './begins_nowhere.wgsl?raw';
import carryChunks from './carry_chunks.wgsl?raw';
import forwardChannelPerLane from './forward_channel_per_lane.wgsl?raw';
import forwardTilePerWorkgroup from './forward_tile_per_workgroup.wgsl?raw';
import reduceChunk from './reduce_chunk.wgsl?raw';
import { backwardInputs, cases, forwardInputs, longCases } from './scan.cases.ts';
import * as reference from './scan.reference.ts';
import step from './step.wgsl?raw';
import totalPerLane from './total_per_lane.wgsl?raw';

const params = { batch: 'u32', time: 'u32', channels: 'u32', states: 'u32', lines: 'u32', records: 'u32' } as const;
type Params = typeof params;
type Values = ParamValues<Params>;

/** Lanes of a workgroup that owns a tile, at most; channels of the tile, at most. */
const TILE_LANES = 128;
const TILE = 32;
/** Few, so that the channels of a small batch spread over the cores of a software adapter. */
const LANES = 16;
/** Channels that a lane owns in the backward, and lanes of a workgroup of such. */
const BAND = 8;
const BAND_LANES = 4;
const TOTAL_LANES = 64;
/** Positions of a chunk, and lanes of a workgroup of such. */
const CHUNK = 64;
const CHUNK_LANES = 64;
/** Channels of all histories up to which, and positions from which, most of a GPU would wait for a few workgroups. */
const FEW = 256;
const LONG = 512;

const quads = ({ states }: Values): number => states / 4;
/** States of a channel that lie in a lane, at most. */
const laneHolds = ({ states }: Values): boolean => states % 4 === 0 && states <= 32;
const tileHolds = (p: Values): boolean => laneHolds(p) && TILE_LANES % p.states === 0;
const tileOf = (p: Values): number => Math.min(TILE, TILE_LANES / quads(p));
const tiles = ({ channels }: Values, tile: number): number => Math.ceil(channels / tile);

const tileOverrides = (p: Values): Readonly<Record<string, number>> => ({
  LANES: tileOf(p) * quads(p),
  QUADS: quads(p),
  TILE: tileOf(p),
});

const chunkOverrides = (p: Values) => ({ LANES: CHUNK_LANES, QUADS: quads(p), CHUNK });
const chunkWorkgroups = ({ batch, time, channels }: Values): number =>
  Math.ceil((batch * Math.ceil(time / CHUNK) * channels) / CHUNK_LANES);

type Variants = Readonly<Record<'tilePerWorkgroup' | 'perLane', Variant<Params>>>;

const forwardVariants = (begins: string): Variants => ({
  tilePerWorkgroup: {
    supports: tileHolds,
    passes: [
      {
        wgsl: [forwardTilePerWorkgroup, step, begins],
        overrides: tileOverrides,
        workgroups: (p) => p.batch * tiles(p, tileOf(p)),
      },
    ],
  },
  perLane: {
    unmeasured: true,
    barrierFree: true,
    supports: laneHolds,
    passes: [
      {
        wgsl: [forwardChannelPerLane, step, begins],
        overrides: (p) => ({ LANES, QUADS: quads(p) }),
        workgroups: ({ batch, channels }) => Math.ceil((batch * channels) / LANES),
      },
    ],
  },
});

/** Each chunk from h = 0, what one hands to the next, then each from what is before it: for few channels and long histories. */
const chunked: Variant<Params> = {
  unmeasured: true,
  barrierFree: true,
  supports: (p) => laneHolds(p) && p.batch * p.channels <= FEW && p.time >= LONG,
  passes: [
    { wgsl: [reduceChunk, step], overrides: chunkOverrides, workgroups: chunkWorkgroups },
    {
      wgsl: carryChunks,
      overrides: chunkOverrides,
      workgroups: (p) => Math.ceil((p.batch * p.channels * quads(p)) / CHUNK_LANES),
    },
    { wgsl: [applyChunk, step], overrides: chunkOverrides, workgroups: chunkWorkgroups },
  ],
};

/** Sums over the channels of each tile, and over the positions of each history. */
const partial = (p: Values, tile: number): number =>
  tiles(p, tile) * p.batch * p.time * 2 * p.states + p.batch * p.channels * (p.states + 4);

const totals = (tile: (p: Values) => number) => ({
  wgsl: totalPerLane,
  overrides: (p: Values) => ({ LANES: TOTAL_LANES, QUADS: quads(p), TILE: tile(p) }),
  workgroups: (p: Values) => Math.ceil((p.batch * p.time * 2 * quads(p) + p.channels * (quads(p) + 1)) / TOTAL_LANES),
});

const backwardVariants: Variants = {
  tilePerWorkgroup: {
    supports: tileHolds,
    scratch: (p) => ({ partial: partial(p, tileOf(p)) }),
    passes: [
      {
        wgsl: [backwardTilePerWorkgroup, step],
        overrides: tileOverrides,
        workgroups: (p) => p.batch * tiles(p, tileOf(p)),
      },
      totals(tileOf),
    ],
  },
  perLane: {
    unmeasured: true,
    barrierFree: true,
    supports: laneHolds,
    scratch: (p) => ({ partial: partial(p, BAND) }),
    passes: [
      {
        wgsl: [backwardBandPerLane, step],
        overrides: (p) => ({ LANES: BAND_LANES, QUADS: quads(p), TILE: BAND }),
        workgroups: (p) => Math.ceil((p.batch * tiles(p, BAND)) / BAND_LANES),
      },
      totals(() => BAND),
    ],
  },
};

const forwardTensors = {
  u: read('batch', 'time', 'channels'),
  delta: read('batch', 'time', 'channels'),
  bc: read('batch', 'time', 2, 'states'),
  a_log: read('channels', 'states'),
  skip: read('channels'),
  y: write('batch', 'time', 'channels'),
  kept: write('records', 'lines', 'channels'),
} as const;

/** Each state: an exponential, three multiplications and two additions; as much again and half for what goes back. */
const flops = ({ batch, time, channels, states }: Values): number => 6 * batch * time * channels * states;

const forwardChecks = {
  params,
  // A state adds up what was written, here up to 40, and its ulp is 4e-6; exp2 is good to 3 + 2·|x| ulp, and forgets sooner than it errs.
  tolerance: () => ({ absolute: 1e-5, relative: 1e-5 }),
  cases,
  flops,
} as const;

/** The selective scan S6, and what its backward pass needs of it: see ops/scan. */
export const scanForward = defineKernel({
  name: 'scan.forward',
  ...forwardChecks,
  cases: [...cases, ...longCases],
  tensors: forwardTensors,
  variants: { ...forwardVariants(beginsNowhere), chunked },
  reference: reference.forward,
  // Going on from a row makes the state before it again, from the last one kept.
  rows: { count: reference.positions, inOrder: ['u', 'delta', 'bc'] },
  inputs: (p) => {
    const { u, delta, bc, a_log, skip } = forwardInputs(p);
    return { u, delta, bc, a_log, skip };
  },
});

/** As scan.forward of histories packed one behind another: one begins where `starts` is not 0. */
export const scanPackedForward = defineKernel({
  name: 'scan.packed_forward',
  ...forwardChecks,
  tensors: { ...forwardTensors, starts: readIds('batch', 'time') },
  variants: forwardVariants(beginsFlagged),
  reference: reference.forward,
  rows: { count: reference.positions, inOrder: ['u', 'delta', 'bc', 'starts'] },
  inputs: forwardInputs,
});

/** Gradients of either with respect to u, delta, bc, a_log and skip; their derivative. */
export const scanBackward = defineKernel({
  name: 'scan.backward',
  params,
  tensors: {
    u: read('batch', 'time', 'channels'),
    delta: read('batch', 'time', 'channels'),
    bc: read('batch', 'time', 2, 'states'),
    kept: read('records', 'lines', 'channels'),
    dy: read('batch', 'time', 'channels'),
    du: write('batch', 'time', 'channels'),
    ddelta: write('batch', 'time', 'channels'),
    dbc: write('batch', 'time', 2, 'states'),
    da_log: write('channels', 'states'),
    dskip: write('channels'),
  },
  variants: backwardVariants,
  reference: reference.backward,
  // As the forward, of sums over channels and over all positions: terms below 10, after a walk of their √count.
  tolerance: ({ batch, time }) => ({ absolute: 1e-5 + 1e-6 * Math.sqrt(batch * time), relative: 2e-5 }),
  cases,
  inputs: backwardInputs,
  flops: (p) => 2.5 * flops(p),
});
