import { erased, type Kernel, type Params } from '../src/kernel/kernel.ts';
import { attentionCausalForward } from './attention/attention.kernels.ts';
import { crossEntropyForward, softmaxCrossEntropy } from './crossentropy/crossentropy.kernels.ts';
import { convolutionForward } from './convolution/convolution.kernels.ts';
import { fsqBackward, fsqForward } from './fsq/fsq.kernels.ts';
import { packLevels } from './fsq/levels.ts';
import { layernormForward } from './layernorm/layernorm.kernels.ts';
import * as matmul from './matmul/matmul.kernels.ts';
import { adamw } from './optimizer/optimizer.kernels.ts';
import { pointwiseBackward, pointwiseForward } from './pointwise/pointwise.kernels.ts';
import { eachPointwise } from './pointwise/pointwise.ts';
import { noDropout } from './random/dropout.reference.ts';
import { rmsnormForward, rmsnormGatedForward } from './rmsnorm/rmsnorm.kernels.ts';
import { sampledBce, sampledSoftmax } from './sampled/sampled.kernels.ts';
import { scanForward } from './scan/scan.kernels.ts';
import { scanParams } from './scan/scan.reference.ts';

/** One kernel with inputs at the ends of f32, at sizes of its own. */
export interface Extreme {
  readonly title: string;
  readonly kernel: Kernel;
  readonly params: Params;
}

const signed = (values: readonly number[]): number[] => values.flatMap((x) => [x, -x]);

/** Zero, denormals, both sides of where exp leaves f32 (88 and 103), where squares and cubes do, the largest numbers. */
const ARGUMENTS = [0, ...signed([1e-42, 1e-30, 5, 10, 15, 80, 88, 90, 104, 1e4, 1e13, 1e20, 1e30, 3e38])];

/** Scores that a softmax may be given: their differences are finite. */
const SCORES = [0, ...signed([1e-42, 1, 80, 88, 90, 104, 1e4, 1e20, 1e29])];

/** Steps of a scan, before softplus, whose products with numbers near 1 are finite. */
const STEPS = ARGUMENTS.filter((x) => x <= 1e13);

const along = <T>(count: number, value: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => value(i));

/** Rows of `width` numbers that hold `values` in column 0 and nothing else: a product with such a row is exact. */
const inFirst = (values: readonly number[], width: number): number[] =>
  values.flatMap((x) => along(width, (c) => (c === 0 ? x : 0)));

const ones = (count: number): number[] => along(count, () => 1);

function extreme(title: string, kernel: unknown, params: Params, inputs: Readonly<Record<string, readonly number[]>>) {
  return { title, kernel: { ...erased(kernel), inputs: () => inputs }, params };
}

const count = ARGUMENTS.length;
const k = 4;
const sizes = { m: 1, n: count, k, ...noDropout };
const forward = { a: inFirst([1], k), b: inFirst(ARGUMENTS, k), bias: along(count, () => 0), clock: [0] };
const backward = { a: inFirst([1], k), b: along(k * count, (i) => (i < count ? 1 : 0)), z: ARGUMENTS, clock: [0] };
const products = [
  extreme('a linear layer with GELU', matmul.linearGelu, sizes, forward),
  extreme('the gradient through GELU', matmul.matmulGeluBackward, sizes, backward),
];

const scores = SCORES.length;
/** Each row has every score; its target is another item each time. Item 0 is padding. */
const everyScore = along(scores * (scores + 1), (i) => [7, ...SCORES][i % (scores + 1)]);
const targets = along(scores, (r) => r + 1);
const width = 4;
const losses = [
  extreme(
    'cross-entropy of logits',
    softmaxCrossEntropy,
    { rows: scores, vocabulary: scores + 1 },
    { logits: everyScore, targets, inverse_count: [1] },
  ),
  extreme(
    'cross-entropy of states',
    crossEntropyForward,
    { rows: scores, vocabulary: scores + 1, width },
    { h: inFirst(ones(scores), width), table: inFirst([7, ...SCORES], width), targets },
  ),
  ...[
    { title: 'sampled softmax', kernel: sampledSoftmax, more: {} },
    { title: 'gBCE', kernel: sampledBce, more: { beta: 0.375 } },
  ].map(({ title, kernel, more }) =>
    extreme(
      title,
      kernel,
      { rows: scores, samples: scores, width, ...more },
      {
        negative_logits: along(scores * scores, (i) => SCORES[i % scores]),
        h: inFirst(ones(scores), width),
        positive_rows: inFirst(SCORES, width),
        targets: ones(scores),
        negatives: along(scores, () => 2),
        correction: along(scores, () => 0),
        target_correction: along(scores, () => 0),
        inverse_count: [1],
      },
    ),
  ),
];

/** One head: queries of 2 (exact under √4), keys that give every score, values of the positions. */
const packed = SCORES.flatMap((score, t) => [
  ...inFirst([2], width),
  ...inFirst([score], width),
  ...inFirst([t], width),
]);
const others = [
  extreme(
    'attention',
    attentionCausalForward,
    { batch: 1, time: scores, heads: 1, head_width: width, ...noDropout },
    { qkv: packed, lengths: [scores], clock: [0] },
  ),
  extreme(
    'layer norm',
    layernormForward,
    { rows: 4, cols: 4, eps: 1e-5 },
    {
      x: [0, 2 ** -100, 2 ** 20, 2 ** 60].flatMap((scale) => [scale, -scale, scale, -scale]),
      gamma: ones(4),
      beta: along(4, () => 0),
    },
  ),
  ...[
    { title: 'RMS norm', kernel: rmsnormForward, gate: {} },
    {
      title: 'RMS norm behind a gate',
      kernel: rmsnormGatedForward,
      gate: { z: along(16, (i) => [0, 1, 90, 1e4][i % 4]) },
    },
  ].map(({ title, kernel, gate }) =>
    extreme(
      title,
      kernel,
      { rows: 4, cols: 4, eps: 1e-5 },
      { x: [0, 2 ** -100, 2 ** 20, 2 ** 40].flatMap((scale) => along(4, () => scale)), gamma: ones(4), ...gate },
    ),
  ),
  extreme(
    'finite scalar quantization',
    fsqForward,
    { rows: count, dims: 2, ...packLevels([8, 5]) },
    { z: ARGUMENTS.flatMap((x) => [x, x]) },
  ),
  extreme(
    'the gradient through finite scalar quantization',
    fsqBackward,
    { rows: count, dims: 2, ...packLevels([2, 255]) },
    { dy: ones(2 * count), z: ARGUMENTS.flatMap((x) => [x, x]) },
  ),
  // The last tap alone, so that each sum is one of the arguments.
  extreme(
    'a causal convolution',
    convolutionForward,
    { batch: 1, time: count, channels: 4 },
    { x: inFirst(ARGUMENTS, 4), weight: along(16, (i) => Number(i >= 12)), bias: along(4, () => 0) },
  ),
  ...[
    { title: 'a selective scan whose steps', delta: STEPS, a_log: along(4, () => 0) },
    ...[-1e4, -90, 39, 41, 1e4].map((rate) => ({
      title: `a selective scan, rates e^${rate}, whose steps`,
      delta: STEPS.filter((x) => x > -20),
      a_log: along(4, () => rate),
    })),
  ].map(({ title, delta, a_log }) =>
    extreme(
      `${title} are at the ends`,
      scanForward,
      { ...scanParams(1, delta.length, 1, 4) },
      {
        u: along(delta.length, (t) => (t % 2 === 0 ? 1 : -1)),
        delta,
        bc: ones(8 * delta.length),
        a_log,
        skip: [0],
      },
    ),
  ),
  ...[0, 2 ** 120, Infinity, NaN].map((norm) =>
    extreme(
      `AdamW at a squared norm of ${norm}`,
      adamw,
      { count: 4, decayed: 0, beta1: 0.9, beta2: 0.999, eps: 1e-8, weight_decay: 0, clip: 1 },
      {
        parameters: [1, -1, 1e-30, 1e30],
        first_moment: [0, 0, 0, 0],
        second_moment: [0, 0, 1e-30, 1e30],
        gradient: [0, 0, 1e-30, 1],
        squared_norm: [norm],
        schedule: [1e-3, 0.1, 1e-3, 0],
      },
    ),
  ),
];

/** Every pointwise function and its slope, four times over so that quads hold them too. */
const fourTimes = (values: readonly number[]): number[] => along(4, () => values).flat();
/** A device may take a denormal for 0, where the slope of relu jumps. */
const NORMAL = ARGUMENTS.filter((x) => x === 0 || Math.abs(x) > 1e-38);
const curves = eachPointwise((name) => [
  extreme(name, pointwiseForward[name], { rows: 4, width: count }, { x: fourTimes(ARGUMENTS) }),
  extreme(
    `the slope of ${name}`,
    pointwiseBackward[name],
    { rows: 4, width: NORMAL.length },
    { x: fourTimes(NORMAL), dy: ones(4 * NORMAL.length) },
  ),
]);

/** Every kernel with exp, ln, a root or a division of what it is given, at the ends of what it may be given. */
export const extremes: readonly Extreme[] = [...products, ...Object.values(curves).flat(), ...losses, ...others];
