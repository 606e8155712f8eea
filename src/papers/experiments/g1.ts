import { Random } from '../../core/random.ts';
import { reachable } from '../../graph/reachable.ts';
import { leaf, outputOf, type Tensor } from '../../graph/tensor.ts';
import { mixing as ofAttention } from '../../lenses/mixing/attention.mixing.ts';
import { mixing as ofGru } from '../../lenses/mixing/gru.mixing.ts';
import type { Mixing } from '../../lenses/mixing/mixing.ts';
import { mixing as ofScan } from '../../lenses/mixing/scan.mixing.ts';
import { attention } from '../../ops/attention.ts';
import { causalConvolution } from '../../ops/convolution.ts';
import { dropoutAt } from '../../ops/dropout.ts';
import { gate } from '../../ops/gate.ts';
import { gru } from '../../ops/gru.ts';
import { selectiveScan } from '../../ops/scan.ts';
import { evaluate } from '../../runtime/cpu.ts';
import type { Experiment } from '../experiment.ts';
import own from './g1.ts?digest';

/** Positions; half of them are the rows and half the columns of the block whose rank is taken. */
const TIME = 24;
/** Channels of the convolution, the scan and its gate; units of the gated unit; channels of one head. */
const CHANNELS = 12;
/** States of the two scans. */
const [FEW, MANY] = [4, 8];
const EXACT = 1e-9;
/** Distances that are near and far, in rows that have both. */
const [NEAR, FAR] = [6, 13];

type Numbers = Readonly<Record<string, Float64Array>>;

/** A launch as a lens sees it, by the kernel's name. */
interface Seen {
  readonly kernel: string;
  readonly place: string;
  readonly params: Readonly<Record<string, number>>;
  readonly tensors: Numbers;
  readonly from: Readonly<Record<string, number>>;
}

const normals = (random: Random, count: number): Float64Array =>
  Float64Array.from({ length: count }, () => random.normal());

/** Every launch up to `y` with all that it read and wrote, in double precision; which of them wrote what it read. */
function seenOn(y: Tensor, leaves: Numbers): readonly Seen[] {
  const launches = reachable([y]);
  return launches.map((launch, at) => {
    const tensors: Record<string, Float64Array> = {};
    const from: Record<string, number> = {};
    for (const name of Object.keys(launch.kernel.tensors)) {
      const read = launch.inputs[name];
      [tensors[name]] = evaluate([read ?? outputOf(launch, name)], leaves);
      launches.slice(0, at).forEach((before, i) => {
        if (Object.keys(before.kernel.tensors).some((written) => sameNumbers(read, outputOf(before, written))))
          from[name] = i;
      });
    }
    return { kernel: launch.kernel.name, place: '', params: launch.params, tensors, from };
  });
}

function sameNumbers(read: Tensor | undefined, written: Tensor): boolean {
  if (read?.origin.kind === 'view') return sameNumbers(read.origin.of, written);
  if (read?.origin.kind !== 'output' || written.origin.kind !== 'output') return false;
  return read.origin.of === written.origin.of && read.origin.name === written.origin.name;
}

/** Normal numbers; of rates such that no state is forgotten within a step, for then it would be none to count. */
function drawnFor(random: Random, name: string, shape: readonly number[]): Float64Array {
  const numbers = normals(
    random,
    shape.reduce((product, extent) => product * extent, 1),
  );
  return name === 'aLog' ? numbers.map(() => Math.log(0.3 + 0.7 * random.uniform())) : numbers;
}

/** Selective scan of N states, with or without a convolution before it and a gate behind it. */
function scanned(random: Random, states: number, whole: boolean): readonly Seen[] {
  const wide = [1, TIME, CHANNELS];
  const shapes = {
    ...{ x: wide, z: wide, delta: wide, weight: [4, CHANNELS], bias: [CHANNELS], bc: [1, TIME, 2 * states] },
    ...{ aLog: [CHANNELS, states], skip: [CHANNELS] },
  };
  const at = Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, leaf(name, shape)]));
  const leaves = Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [name, drawnFor(random, name, shape)]),
  );
  const u = whole ? causalConvolution(at.x, { weight: at.weight, bias: at.bias }) : at.x;
  const y = selectiveScan(u, at.delta, at.bc, { aLog: at.aLog, skip: at.skip });
  return seenOn(whole ? gate(y, at.z) : y, leaves);
}

/** One head of all channels under the causal mask. */
function attended(random: Random): readonly Seen[] {
  const clock = leaf('clock', [1], 'u32');
  const lengths = leaf('lengths', [1], 'u32');
  const y = attention(leaf('qkv', [1, TIME, 3 * CHANNELS]), lengths, 1, 'causal', dropoutAt(0, 0, 0, clock));
  const qkv = normals(random, TIME * 3 * CHANNELS);
  return seenOn(y, { qkv, lengths: Float64Array.of(TIME), clock: Float64Array.of(0) });
}

function gated(random: Random): readonly Seen[] {
  const wide = 3 * CHANNELS;
  const weight = leaf('weight', [wide, CHANNELS]);
  const leaves = {
    gates: normals(random, TIME * wide),
    weight: normals(random, wide * CHANNELS),
    bias: normals(random, wide),
  };
  return seenOn(gru(leaf('gates', [1, TIME, wide]), { weight, bias: leaf('bias', [wide]) }), leaves);
}

/** Operator of one channel, by the lens. */
function operatorOf(mixing: Mixing, seen: readonly Seen[], channel: number): Float64Array {
  const into = new Float64Array(TIME * TIME);
  mixing
    .operators(
      seen,
      seen.findIndex(({ kernel }) => kernel.startsWith(mixing.kernel)),
    )
    .write(channel, into);
  return into;
}

/** Every `stride`th number from `from` on: one channel of all positions. */
const channelOf = (values: Float64Array, from: number, stride = CHANNELS): Float64Array =>
  Float64Array.from({ length: TIME }, (_, t) => values[t * stride + from]);

function times(operator: Float64Array, x: Float64Array): Float64Array {
  return Float64Array.from({ length: TIME }, (_, i) => x.reduce((sum, v, j) => sum + operator[i * TIME + j] * v, 0));
}

/** The largest difference, over all channels, of what is rebuilt from what came out. */
function gap(came: Float64Array, rebuilt: (channel: number) => Float64Array): number {
  let most = 0;
  for (let c = 0; c < CHANNELS; c++) {
    const [want, have] = [channelOf(came, c), rebuilt(c)];
    want.forEach((value, t) => (most = Math.max(most, Math.abs(value - have[t]))));
  }
  return most;
}

/** What the bias of a convolution adds: with its gate held, σ(p_t) b is one more input of the scan. */
function biasOf({ tensors: { x, weight, bias } }: Seen, channel: number): Float64Array {
  return Float64Array.from({ length: TIME }, (_, t) => {
    let sum = bias[channel];
    for (let back = 0; back <= Math.min(3, t); back++)
      sum += weight[(3 - back) * CHANNELS + channel] * x[(t - back) * CHANNELS + channel];
    return bias[channel] / (1 + Math.exp(-sum));
  });
}

/** Rank of what the first half of the positions gives the second: pivots above 1e-9 of the first. */
function rankOf(operator: Float64Array): number {
  const half = TIME / 2;
  const rows = Array.from({ length: half }, (_, i) => [
    ...operator.subarray((half + i) * TIME, (half + i) * TIME + half),
  ]);
  let largest = 0;
  for (let rank = 0; rank < half; rank++) {
    let [pivot, at, on] = [0, rank, rank];
    for (let i = rank; i < half; i++)
      for (let j = rank; j < half; j++)
        if (Math.abs(rows[i][j]) > pivot) [pivot, at, on] = [Math.abs(rows[i][j]), i, j];
    largest = Math.max(largest, pivot);
    if (pivot <= EXACT * largest) return rank;
    [rows[rank], rows[at]] = [rows[at], rows[rank]];
    for (const row of rows) [row[rank], row[on]] = [row[on], row[rank]];
    for (let i = rank + 1; i < half; i++) {
      const factor = rows[i][rank] / rows[rank][rank];
      for (let j = rank; j < half; j++) rows[i][j] -= factor * rows[rank][j];
    }
  }
  return half;
}

/** The mean size of weights at far distances over that at near ones, over all operators, in rows that have both. */
function farOverNear(operators: readonly Float64Array[]): number {
  const [near, far] = [1, FAR].map((first) => {
    let sum = 0;
    for (const operator of operators)
      for (let i = FAR + NEAR - 1; i < TIME; i++)
        for (let back = first; back < first + NEAR; back++) sum += Math.abs(operator[i * TIME + i - back]);
    return sum;
  });
  return far / near;
}

/**
 * Whatever mixes positions is, once its gates are held, an operator between two positions: attention by its weights, a selective scan
 * by C_i (Π e^(−Δ A)) Δ_j B_j, a gated unit by the product of its update gates.
 */
export const experiment: Experiment = {
  kind: 'identity',
  sources: {
    './g1.ts': own,
    ...import.meta.glob<string>(
      [
        '../../core/random.ts',
        '../../graph/{tensor,reachable}.ts',
        '../../lenses/{attention_weights,scan_states}.ts',
        '../../lenses/mixing/*.ts',
        '../../ops/{attention,convolution,dropout,gate,gru,scan}.ts',
        '../../runtime/cpu.ts',
        '../../../shaders/{attention,convolution,gate,gru,pointwise,scan}/*.reference.ts',
        '!**/*.test.ts',
      ],
      { query: '?digest', import: 'default', eager: true },
    ),
  },
  recipe: {
    setting:
      'One history of 24 positions and 12 channels, numbers drawn at random, in double precision; states forget at rates between 0.3 and 1. Operators are those that the page draws, of one channel at a time.',
    contenders: ['Attention', 'Selective scan', 'Convolution, scan and gate', 'Gated unit'],
    seeds: [1, 2, 3],
    measures: {
      attention: 'Attention: largest difference of the rebuilt output',
      scan: 'Selective scan: the same',
      whole: 'Convolution, scan and gate: the same',
      gru: 'Gated unit: the same',
      control: 'Selective scan: the same, by the operators of another history',
      rankFew: 'Scan of 4 states: rank of what the first half gives the second',
      rankMany: 'Scan of 8 states: the same',
      rankAttention: 'Attention: the same',
      fadesScan: 'Scan of 8 states: size of its weights 13 to 18 positions back over that 1 to 6 back',
      fadesAttention: 'Attention: the same',
    },
    expectations: [
      exact('attention', 'Operators of attention rebuild its output, to 1e-9.'),
      exact('scan', 'Operators of a selective scan rebuild its output, to 1e-9.'),
      exact('whole', 'So do they with a convolution before the scan and a gate behind it, to 1e-9.'),
      exact('gru', 'Operators of a gated unit rebuild its state, to 1e-9.'),
      {
        says: 'Those of another history do not: they miss by 0.1 at least.',
        ...{ measure: 'control', is: 'at least', than: null, margin: 0.1, of: 'every seed' },
      },
      ...rank('rankFew', FEW),
      ...rank('rankMany', MANY),
      {
        says: 'Attention is not bound so: its rank is 9 at least.',
        ...{ measure: 'rankAttention', is: 'at least', than: null, margin: 9, of: 'every seed' },
      },
      {
        says: 'The weights of a scan fade with distance: far ones are 0.2 of near ones at most.',
        ...{ measure: 'fadesScan', is: 'at most', than: null, margin: 0.2, of: 'every seed' },
      },
      {
        says: 'Those of attention do not: far ones are 0.5 of near ones at least.',
        ...{ measure: 'fadesAttention', is: 'at least', than: null, margin: 0.5, of: 'every seed' },
      },
    ],
  },
  measure(seed) {
    const random = new Random(seed, 'papers g1');
    const [attending, gating] = [attended(random), gated(random)];
    const [few, many, other] = [FEW, MANY, MANY].map((states) => scanned(random, states, false));
    const whole = scanned(random, MANY, true);
    const [convolution, inner, outer] = whole;
    const bare = [inner, { ...outer, from: { x: 0 } }].map((seen, i) => (i === 0 ? { ...seen, from: {} } : seen));
    const byAttention = operatorOf(ofAttention, attending, 0);
    const byScan = Array.from({ length: CHANNELS }, (_, c) => operatorOf(ofScan, many, c));
    const { qkv, y: attendedTo } = attending[0].tensors;
    const { cell, h } = gating[0].tensors;
    const { u, y } = many[0].tensors;
    return Promise.resolve({
      attention: gap(attendedTo, (c) => times(byAttention, channelOf(qkv, 2 * CHANNELS + c, 3 * CHANNELS))),
      scan: gap(y, (c) => times(byScan[c], channelOf(u, c))),
      whole: gap(outer.tensors.y, (c) => {
        const moved = times(operatorOf(ofScan, whole, c), channelOf(convolution.tensors.x, c));
        const constant = times(operatorOf(ofScan, bare, c), biasOf(convolution, c));
        return moved.map((value, t) => value + constant[t]);
      }),
      gru: gap(h, (c) => times(operatorOf(ofGru, gating, c), channelOf(cell, 2 * CHANNELS + c, 4 * CHANNELS))),
      control: gap(y, (c) => times(operatorOf(ofScan, other, c), channelOf(u, c))),
      rankFew: rankOf(operatorOf(ofScan, few, 0)),
      rankMany: rankOf(byScan[0]),
      rankAttention: rankOf(byAttention),
      fadesScan: farOverNear(byScan),
      fadesAttention: farOverNear([byAttention]),
    });
  },
};

function exact(measure: string, says: string): Experiment['recipe']['expectations'][number] {
  return { says, measure, is: 'at most', than: null, margin: EXACT, of: 'every seed' };
}

/** A rank is this number: not below it and not above. */
function rank(measure: string, states: number): Experiment['recipe']['expectations'] {
  return (['at least', 'at most'] as const).map((is) => ({
    says: `A scan of ${states} states has an operator of rank ${states} ${is}.`,
    ...{ measure, is, than: null, margin: states, of: 'every seed' },
  }));
}
