import { Random } from '../../core/random.ts';
import { leaf } from '../../graph/tensor.ts';
import { attention } from '../../ops/attention.ts';
import { dropoutAt } from '../../ops/dropout.ts';
import { evaluate } from '../../runtime/cpu.ts';
import type { Experiment } from '../experiment.ts';
import own from './b29.ts?digest';

/** Positions and channels are as many, so that a one-hot vector names a position. */
const SIZE = 12;
/** Scores so far apart that all weights but one are below 1e-20. */
const SHARP = 50;

type Matrix = readonly (readonly number[])[];

const square = (at: (row: number, column: number) => number): Matrix =>
  Array.from({ length: SIZE }, (_, i) => Array.from({ length: SIZE }, (__, j) => at(i, j)));
const positions = square((i, j) => (i === j ? 1 : 0));
const scaled = (factor: number, of: Matrix): Matrix => of.map((row) => row.map((value) => factor * value));

/** y of one history and one head under the causal mask, by the kernel's reference in double precision. */
function attend(q: Matrix, k: Matrix, v: Matrix): Matrix {
  const clock = leaf('clock', [1], 'u32');
  const lengths = leaf('lengths', [1], 'u32');
  const qkv = leaf('qkv', [1, SIZE, 3 * SIZE]);
  const y = attention(qkv, lengths, 1, 'causal', dropoutAt(0, 0, 0, clock));
  const rows = q.flatMap((row, t) => [...row, ...k[t], ...v[t]]);
  const leaves = { qkv: Float64Array.from(rows), lengths: Float64Array.of(SIZE), clock: Float64Array.of(0) };
  const [numbers] = evaluate([y], leaves);
  return square((i, j) => numbers[i * SIZE + j]);
}

/** Σ_{s ≤ t} softmax_{s ≤ t}(scores_t)_s v_s, written a second time. */
function mixed(scores: Matrix, v: Matrix): Matrix {
  return scores.map((row, t) => {
    const weights = row.map((score, s) => (s <= t ? Math.exp(score) : 0));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return v[0].map((_, c) => weights.reduce((sum, weight, s) => sum + (weight / total) * v[s][c], 0));
  });
}

const gap = (a: Matrix, b: Matrix): number =>
  Math.max(...a.flatMap((row, i) => row.map((value, j) => Math.abs(value - b[i][j]))));

const EXACT = 1e-9;

/**
 * Four ways to take learnt mixing out of attention are inputs of the same operator: queries that find only their own position
 * (no mixing), queries of zero (uniform), scores by position (fixed), and queries and keys from a table of the items (static).
 */
export const experiment: Experiment = {
  kind: 'identity',
  sources: {
    './b29.ts': own,
    ...import.meta.glob<string>(
      [
        '../../graph/tensor.ts',
        '../../runtime/cpu.ts',
        '../../ops/attention.ts',
        '../../ops/dropout.ts',
        '../../../shaders/attention/*.{ts,wgsl}',
        '../../core/random.ts',
        '!**/*.test.ts',
      ],
      { query: '?digest', import: 'default', eager: true },
    ),
  },
  recipe: {
    setting:
      'One history of 12 positions, 12 channels and one head, numbers drawn at random, under the causal mask; the operator in double precision beside the formula.',
    contenders: ['No mixing', 'Uniform', 'Fixed', 'Static queries and keys', 'Full attention'],
    seeds: [1, 2, 3],
    measures: {
      none: 'No mixing: largest difference from the values',
      uniform: 'Uniform: largest difference from the running mean',
      fixed: 'Fixed: largest difference from weights by position',
      static: 'Static: largest difference from weights by a table of items',
      control: 'Full attention: largest difference from the running mean',
    },
    expectations: [
      exact('none', 'Without mixing every position keeps its own value, to 1e-9.'),
      exact('uniform', 'Uniform mixing is the running mean, to 1e-9.'),
      exact('fixed', 'Fixed mixing weighs by position whatever the history holds, to 1e-9.'),
      exact('static', 'Static queries and keys weigh by the items alone, to 1e-9.'),
      {
        says: 'Full attention is none of these: it lies 0.1 at least from the running mean.',
        ...{ measure: 'control', is: 'at least', than: null, margin: 0.1, of: 'every seed' },
      },
    ],
  },
  measure(seed) {
    const random = new Random(seed, 'papers b29');
    const drawn = (): Matrix => square(() => random.normal());
    const [v, w, q, k] = [drawn(), drawn(), drawn(), drawn()];
    const table = square(() => random.normal());
    const items = Array.from({ length: SIZE }, () => random.below(SIZE));
    const looked = items.map((item) => table[item]);
    const root = Math.sqrt(SIZE); // the operator divides scores by it
    const runningMean = mixed(scaled(0, q), v);
    const byTable = looked.map((a) => looked.map((b) => a.reduce((sum, x, c) => sum + (x * b[c]) / root, 0)));
    const zero = scaled(0, q);
    return Promise.resolve({
      none: gap(attend(scaled(SHARP * root, positions), positions, v), v),
      uniform: gap(attend(zero, k, v), runningMean),
      fixed: Math.max(...[v, w].map((values) => gap(attend(scaled(root, q), positions, values), mixed(q, values)))),
      static: Math.max(...[v, w].map((values) => gap(attend(looked, looked, values), mixed(byTable, values)))),
      control: gap(attend(q, k, v), runningMean),
    });
  },
};

function exact(measure: string, says: string): Experiment['recipe']['expectations'][number] {
  return { says, measure, is: 'at most', than: null, margin: EXACT, of: 'every seed' };
}
