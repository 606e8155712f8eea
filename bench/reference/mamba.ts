import { MAMBA_WEIGHTS, TAPS, type MambaProblem, type MambaSizes, type MambaWeight } from '../mamba.ts';
import { silu, siluSlope } from './functions.ts';
import { add, addRow, multiply, sumRows, transpose } from './linear.ts';
import { scanAnswer, scanGradient } from './scan.ts';

type Weights = Readonly<Record<MambaWeight, Float64Array>>;

const times = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, i) => value * b[i]);

/** The f64 value of a `MambaProblem`, y, and what its gradient needs. */
function forward({ sizes, ...given }: MambaProblem) {
  const { batch, length, width, channels, states, rank } = sizes;
  const rows = batch * length;
  const x = Float64Array.from(given.x);
  const w = Object.fromEntries(
    MAMBA_WEIGHTS.map((name) => [name, Float64Array.from(given.weights[name].values)]),
  ) as Weights;
  const read = multiply(x, w['in.weight'], rows, width, channels);
  const sum = convolution(read, w, sizes);
  const u = sum.map(silu);
  const bc = multiply(u, w['bc.weight'], rows, channels, 2 * states);
  const low = multiply(u, w['step.down.weight'], rows, channels, rank);
  const delta = addRow(multiply(low, w['step.up.weight'], rows, rank, channels), w['step.up.bias']);
  const [b, c] = [0, 1].map((half) => bc.filter((_, i) => Math.floor(i / states) % 2 === half));
  const dy = new Float64Array(u.length); // of the scan, filled in on the way back
  const scan = { sizes, tensors: { u, delta, b, c, aLog: w.logRate, skip: w.skip, dy } };
  const scanned = scanAnswer(scan);
  const z = multiply(x, w['gate.weight'], rows, width, channels);
  const gated = times(scanned, z.map(silu));
  const y = addRow(multiply(gated, w['out.weight'], rows, channels, width), w['out.bias']);
  return { x, w, read, sum, low, scan, scanned, z, gated, y };
}

/** y of a `MambaProblem` in f64. */
export const mambaAnswer = (problem: MambaProblem): Float64Array => forward(problem).y;

/** The f64 gradient of Σ y ⊙ dy: of x, then of the weights, part after part. */
export function mambaGradientAnswer(problem: MambaProblem): Float64Array {
  const { sizes } = problem;
  const { batch, length, width, channels, states, rank } = sizes;
  const rows = batch * length;
  const { x, w, read, sum, low, scan, scanned, z, gated } = forward(problem);
  const dy = Float64Array.from(problem.dy);
  /** What y = a (rows, inner)·b gives back for dy (rows, cols). */
  const left = (dy: Float64Array, b: Float64Array, inner: number, cols: number): Float64Array =>
    multiply(dy, transpose(b, inner, cols), rows, cols, inner);
  const right = (a: Float64Array, dy: Float64Array, inner: number, cols: number): Float64Array =>
    multiply(transpose(a, rows, inner), dy, inner, rows, cols);

  const dgated = left(dy, w['out.weight'], channels, width);
  const dz = times(times(dgated, scanned), z.map(siluSlope));
  scan.tensors.dy.set(times(dgated, z.map(silu)));
  const of = scanGradient(scan);
  const dlow = left(of.delta, w['step.up.weight'], rank, channels);
  const dbc = Float64Array.from({ length: rows * 2 * states }, (_, i) => {
    const [row, n] = [Math.floor(i / (2 * states)), i % (2 * states)];
    return n < states ? of.b[row * states + n] : of.c[row * states + n - states];
  });
  const { u } = scan.tensors;
  const throughStep = left(dlow, w['step.down.weight'], channels, rank);
  const du = add(of.u, add(throughStep, left(dbc, w['bc.weight'], channels, 2 * states)));
  const dsum = times(du, sum.map(siluSlope));
  const convolved = convolutionGradient(dsum, read, w, sizes);
  const dx = add(left(convolved.read, w['in.weight'], width, channels), left(dz, w['gate.weight'], width, channels));
  const gradient: Weights = {
    'in.weight': right(x, convolved.read, width, channels),
    'convolution.weight': convolved.weight,
    'convolution.bias': sumRows(dsum, channels),
    'bc.weight': right(u, dbc, channels, 2 * states),
    'step.down.weight': right(u, dlow, channels, rank),
    'step.up.weight': right(low, of.delta, rank, channels),
    'step.up.bias': sumRows(of.delta, channels),
    logRate: of.aLog,
    skip: of.skip,
    'gate.weight': right(x, dz, width, channels),
    'out.weight': right(gated, dy, channels, width),
    'out.bias': sumRows(dy, width),
  };
  return Float64Array.from([dx, ...MAMBA_WEIGHTS.map((name) => gradient[name])].flatMap((part) => [...part]));
}

/** Visits every position, tap and channel that is not before the history begins: the places of the sum, what it reads, and the tap. */
function eachTap(
  { batch, length, channels }: MambaSizes,
  visit: (at: number, from: number, tap: number) => void,
): void {
  for (let row = 0; row < batch * length; row++) {
    for (let back = 0; back < Math.min(TAPS, (row % length) + 1); back++) {
      for (let c = 0; c < channels; c++) {
        visit(row * channels + c, (row - back) * channels + c, (TAPS - 1 - back) * channels + c);
      }
    }
  }
}

function convolution(read: Float64Array, w: Weights, sizes: MambaSizes): Float64Array {
  const sum = addRow(new Float64Array(read.length), w['convolution.bias']);
  eachTap(sizes, (at, from, tap) => (sum[at] += w['convolution.weight'][tap] * read[from]));
  return sum;
}

function convolutionGradient(dsum: Float64Array, read: Float64Array, w: Weights, sizes: MambaSizes) {
  const of = { read: new Float64Array(read.length), weight: new Float64Array(TAPS * sizes.channels) };
  eachTap(sizes, (at, from, tap) => {
    of.read[from] += w['convolution.weight'][tap] * dsum[at];
    of.weight[tap] += read[from] * dsum[at];
  });
  return of;
}
