import { Random } from '../../core/random.ts';
import { gradients } from '../../graph/backward.ts';
import { leaf } from '../../graph/tensor.ts';
import { causalConvolution } from '../../ops/convolution.ts';
import { selectiveScan } from '../../ops/scan.ts';
import { evaluate } from '../../runtime/cpu.ts';
import type { Experiment } from '../experiment.ts';
import own from './b18.ts?digest';

const [CHANNELS, STATES] = [6, 8];
/** Positions of each history, packed one behind another; segments of the scan are 16, so that some begin within one. */
const LENGTHS = [5, 1, 20, 16, 3];
const TIME = LENGTHS.reduce((sum, length) => sum + length, 0);

type Numbers = Readonly<Record<string, Float64Array>>;

const perPosition = { x: CHANNELS, delta: CHANNELS, bc: 2 * STATES, dy: CHANNELS } as const;
const parameters = { weight: [4, CHANNELS], bias: [CHANNELS], aLog: [CHANNELS, STATES], skip: [CHANNELS] } as const;

/** y of histories of `time` positions in all, and dL/dx and dL/dA for dL/dy = dy, in double precision. */
function scanned(numbers: Numbers, time: number, starts: Float64Array | null): readonly Float64Array[] {
  const at = Object.fromEntries([
    ...Object.entries(perPosition).map(([name, width]) => [name, leaf(name, [1, time, width])] as const),
    ...Object.entries(parameters).map(([name, shape]) => [name, leaf(name, shape)] as const),
  ]);
  const flags = starts === null ? undefined : leaf('starts', [1, time], 'u32');
  const u = causalConvolution(at.x, { weight: at.weight, bias: at.bias }, flags);
  const y = selectiveScan(u, at.delta, at.bc, { aLog: at.aLog, skip: at.skip }, flags);
  return evaluate([y, ...gradients(y, at.dy, [at.x, at.aLog])], { ...numbers, ...(starts && { starts }) });
}

/** The numbers of one history out of all. */
const cut = (numbers: Numbers, from: number, length: number): Numbers => ({
  ...numbers,
  ...Object.fromEntries(
    Object.entries(perPosition).map(([name, width]) => [
      name,
      numbers[name].slice(from * width, (from + length) * width),
    ]),
  ),
});

const gap = (a: Float64Array, b: ArrayLike<number>): number =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);

/** A bit that empties state and convolution lets histories share one row: each is what it would be alone. */
export const experiment: Experiment = {
  kind: 'identity',
  sources: {
    './b18.ts': own,
    ...import.meta.glob<string>(
      [
        '../../core/random.ts',
        '../../graph/{tensor,backward}.ts',
        '../../ops/{convolution,scan}.ts',
        '../../runtime/cpu.ts',
        '../../../shaders/{convolution,scan}/*.{ts,wgsl}',
        '!**/*.test.ts',
      ],
      { query: '?digest', import: 'default', eager: true },
    ),
  },
  recipe: {
    setting:
      'Five histories of 1 to 20 positions behind one another in a row of 45, 6 channels, 8 states, numbers drawn at random: a convolution and a selective scan in double precision, beside each history alone.',
    contenders: ['Packed, with the bit', 'Packed, without it'],
    seeds: [1, 2, 3],
    measures: {
      values: 'With the bit: largest difference of the output from that of histories alone',
      inputs: 'With the bit: the same of the gradient of the input',
      rates: 'With the bit: the same of the gradient of the rates, which histories share',
      control: 'Without the bit: largest difference of the output',
    },
    expectations: [
      exact('values', 'Packed histories equal separate ones, to 1e-9.'),
      exact('inputs', 'So do the gradients of what they read, to 1e-9.'),
      exact('rates', 'So does the gradient of what they share, to 1e-9.'),
      {
        says: 'Without the bit one history runs into the next: it misses by 0.1 at least.',
        ...{ measure: 'control', is: 'at least', than: null, margin: 0.1, of: 'every seed' },
      },
    ],
  },
  measure(seed) {
    const random = new Random(seed, 'papers b18');
    const drawn = (count: number): Float64Array => Float64Array.from({ length: count }, () => random.normal());
    const numbers = Object.fromEntries([
      ...Object.entries(perPosition).map(([name, width]) => [name, drawn(TIME * width)] as const),
      ...Object.entries(parameters).map(
        ([name, shape]) => [name, drawn(shape.reduce<number>((product, extent) => product * extent, 1))] as const,
      ),
    ]);
    const begins = LENGTHS.map((_, k) => LENGTHS.slice(0, k).reduce((sum, length) => sum + length, 0));
    const starts = Float64Array.from({ length: TIME }, (_, t) => Number(begins.includes(t)));
    const alone = LENGTHS.map((length, k) => scanned(cut(numbers, begins[k], length), length, null));
    const joined = (which: number): number[] => alone.flatMap((of) => [...of[which]]);
    const summed = alone[0][2].map((_, i) => alone.reduce((sum, of) => sum + of[2][i], 0));
    const [y, dx, dRates] = scanned(numbers, TIME, starts);
    return Promise.resolve({
      values: gap(y, joined(0)),
      inputs: gap(dx, joined(1)),
      rates: gap(dRates, summed),
      control: gap(scanned(numbers, TIME, null)[0], joined(0)),
    });
  },
};

function exact(measure: string, says: string): Experiment['recipe']['expectations'][number] {
  return { says, measure, is: 'at most', than: null, margin: 1e-9, of: 'every seed' };
}
