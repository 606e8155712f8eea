import { Random } from '../../core/random.ts';
import { gradients } from '../../graph/backward.ts';
import { leaf } from '../../graph/tensor.ts';
import { gru } from '../../ops/gru.ts';
import { evaluate } from '../../runtime/cpu.ts';
import type { Experiment } from '../experiment.ts';
import own from './g13.ts?digest';

const TIME = 256;
const HIDDEN = 16;
const RADIUS = 0.9;
/** Inputs so small that tanh is straight. */
const SMALL = 1e-3;
/** Lags over which the rate is taken: a radius says what many steps do, and the first ones tell of other numbers of the matrix. */
const LAGS = [64, 240] as const;
/** A bias that holds a gate open or closed to 1e-17. */
const HELD = 40;
/** Of the gate that keeps: σ(3) = 0.953. */
const OPEN = 3;

/** Numbers (H, H), row by row, of spectral radius 0.9. */
function recurrent(random: Random): Float64Array {
  const weight = Float64Array.from({ length: HIDDEN * HIDDEN }, () => random.normal() / Math.sqrt(HIDDEN));
  const scale = RADIUS / radiusOf(weight);
  return weight.map((value) => scale * value);
}

/** lim ‖Wᵏ‖^(1/k) at k = 2¹², by squaring what is brought to norm 1 each time (Gelfand's formula). */
function radiusOf(weight: Float64Array): number {
  const squarings = 12;
  let power = weight;
  let log = 0;
  for (let s = 0; s <= squarings; s++) {
    const norm = Math.hypot(...power);
    log += Math.log(norm) / 2 ** s;
    power = power.map((value) => value / norm);
    power = product(power, power);
  }
  return Math.exp(log);
}

const product = (a: Float64Array, b: Float64Array): Float64Array =>
  a.map((_, at) => {
    const [row, column] = [Math.floor(at / HIDDEN), at % HIDDEN];
    let sum = 0;
    for (let k = 0; k < HIDDEN; k++) sum += a[row * HIDDEN + k] * b[k * HIDDEN + column];
    return sum;
  });

/** Where the gates stand: r that lets the state through to the new one, z that keeps it. */
interface Gates {
  readonly reset: number;
  readonly keep: number;
}

/** ‖∂L/∂x_t‖ of every position, for L a random sum of the last state; by the operator's own backward kernel. */
function norms(weight: Float64Array, gates: Gates, seed: number): number[] {
  const random = new Random(seed, 'papers g13 inputs');
  const x = leaf('x', [1, TIME, 3 * HIDDEN]);
  const w = { weight: leaf('weight', [3 * HIDDEN, HIDDEN]), bias: leaf('bias', [3 * HIDDEN]) };
  const h = gru(x, w);
  const [dx] = gradients(h, leaf('dh', h.shape), [x]);
  const last = (TIME - 1) * HIDDEN;
  const third = (at: number): number => Math.floor(at / HIDDEN); // r, z, n
  const [numbers] = evaluate([dx], {
    x: Float64Array.from({ length: TIME * 3 * HIDDEN }, (_, at) =>
      third(at % (3 * HIDDEN)) === 2 ? SMALL * random.normal() : 0,
    ),
    weight: Float64Array.from({ length: 3 * HIDDEN * HIDDEN }, (_, at) =>
      at < 2 * HIDDEN * HIDDEN ? 0 : weight[at - 2 * HIDDEN * HIDDEN],
    ),
    bias: Float64Array.from({ length: 3 * HIDDEN }, (_, at) => [gates.reset, gates.keep, 0][third(at)]),
    dh: Float64Array.from({ length: TIME * HIDDEN }, (_, at) => (at < last ? 0 : random.normal())),
  });
  return Array.from({ length: TIME }, (_, t) => Math.hypot(...numbers.subarray(t * 3 * HIDDEN, (t + 1) * 3 * HIDDEN)));
}

/** Factor of a step and R² of log norm = a + b · lag, by least squares. */
function fading(byPosition: readonly number[]): { rate: number; straight: number } {
  const [from, to] = LAGS;
  const points = Array.from({ length: to - from }, (_, i) => [from + i, Math.log(byPosition[TIME - 1 - from - i])]);
  const mean = (k: number): number => points.reduce((sum, point) => sum + point[k], 0) / points.length;
  const [lag, log] = [mean(0), mean(1)];
  const sum = (of: (x: number, y: number) => number): number =>
    points.reduce((total, [x, y]) => total + of(x - lag, y - log), 0);
  const [xx, xy, yy] = [sum((x) => x * x), sum((x, y) => x * y), sum((_, y) => y * y)];
  return { rate: Math.exp(xy / xx), straight: xy ** 2 / (xx * yy) };
}

/**
 * A plain network is the gated one with its gates held: r = 1 and z = 0 leave h_t = tanh(x_t + W·h_{t−1}). So the one operator, with
 * the one W, shows what the gates do.
 */
export const experiment: Experiment = {
  kind: 'identity',
  sources: {
    './g13.ts': own,
    ...import.meta.glob<string>(
      [
        '../../graph/{tensor,backward}.ts',
        '../../runtime/cpu.ts',
        '../../ops/{gru,linear}.ts',
        '../../../shaders/gru/*.{ts,wgsl}',
        '../../core/random.ts',
        '!**/*.test.ts',
      ],
      { query: '?digest', import: 'default', eager: true },
    ),
  },
  recipe: {
    setting: `Random inputs of ${TIME} positions and a recurrent matrix of ${HIDDEN} numbers drawn at random, brought to a spectral radius of ${RADIUS}. The gradient of the last state with respect to every input, by the operator's own backward pass in double precision; its norm by lag, from ${LAGS[0]} to ${LAGS[1]}. The same matrix in a plain network, in one whose gates keep ${(1 / (1 + Math.exp(-OPEN))).toFixed(3)} of the state, and in one whose gates stand half open, as GRU4Rec starts here.`,
    contenders: ['Plain', 'Gates that keep', 'Gates half open'],
    seeds: [1, 2, 3],
    measures: {
      'plain.rate': 'Plain: what is left of a gradient after a step',
      'plain.straight': 'Plain: R² of the logarithm of the norm by lag',
      'keep.rate': 'Gates that keep: what is left after a step',
      'half.rate': 'Gates half open: what is left after a step',
    },
    expectations: [
      {
        says: 'In a plain network 0.92 at most is left of a gradient after a step.',
        ...{ measure: 'plain.rate', is: 'at most', than: null, margin: RADIUS + 0.02, of: 'every seed' },
      },
      {
        says: 'And 0.88 at least: it fades as the radius says.',
        ...{ measure: 'plain.rate', is: 'at least', than: null, margin: RADIUS - 0.02, of: 'every seed' },
      },
      {
        says: 'It fades exponentially: a straight line explains 0.98 of the logarithm.',
        ...{ measure: 'plain.straight', is: 'at least', than: null, margin: 0.98, of: 'every seed' },
      },
      {
        says: 'With gates that keep, 0.03 more is left after each step.',
        ...{ measure: 'keep.rate', is: 'at least', than: 'plain.rate', margin: 0.03, of: 'every seed' },
      },
      {
        says: 'Gates alone do not do it: half open they fade faster than a plain network.',
        ...{ measure: 'half.rate', is: 'at most', than: 'plain.rate', margin: -0.1, of: 'every seed' },
      },
    ],
  },
  measure(seed) {
    const weight = recurrent(new Random(seed, 'papers g13 weight'));
    const of = (gates: Gates): { rate: number; straight: number } => fading(norms(weight, gates, seed));
    const plain = of({ reset: HELD, keep: -HELD });
    return Promise.resolve({
      'plain.rate': plain.rate,
      'plain.straight': plain.straight,
      'keep.rate': of({ reset: HELD, keep: OPEN }).rate,
      'half.rate': of({ reset: 0, keep: 0 }).rate,
    });
  },
};
