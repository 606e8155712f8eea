import { Random } from '../../src/core/random.ts';
import { forward, ssdParams, type SsdParams } from './ssd.reference.ts';

/** Both sides of every boundary: one position, a chunk of 16, four channels of a head, four states, 64 lanes. */
export const cases: readonly SsdParams[] = [
  ssdParams(1, 1, 4, 1, 4),
  ssdParams(2, 7, 8, 2, 8),
  ssdParams(3, 15, 24, 3, 12),
  ssdParams(2, 16, 16, 1, 16),
  ssdParams(4, 17, 8, 2, 4),
  ssdParams(2, 33, 32, 2, 32),
  ssdParams(1, 60, 64, 4, 16),
];

/** Uniform between `low` and `high`, as f32. */
function uniform(count: number, name: string, low: number, high: number): Float64Array {
  const random = new Random(1, `ssd ${name}`);
  return Float64Array.from({ length: count }, () => Math.fround(low + (high - low) * random.uniform()));
}

/** Rates as Mamba-2 starts them, 1 to 16; steps from 0.001 to 1, here and there almost 0 or very large; histories that begin here and there, at
 * every position, nowhere. */
export function forwardInputs({ batch, time, channels, heads, states }: SsdParams) {
  const rows = batch * time;
  const delta = uniform(rows * heads, 'delta', -7, 0.5).map((x, i) => (i % 41 === 7 ? -40 : i % 43 === 9 ? 12 : x));
  const share = (history: number): number => [0.1, 1, 0][history % 3];
  return {
    x: uniform(rows * channels, 'x', -1, 1),
    delta,
    bc: uniform(rows * 2 * states, 'bc', -1, 1),
    a_log: uniform(heads, 'a_log', 0, Math.log(16)),
    skip: uniform(heads, 'skip', -1, 1),
    starts: uniform(rows, 'starts', 0, 1).map((x, row) => Number(x < share(Math.floor(row / time)))),
  };
}

/** Inputs of the backward at sizes `p`: with what the forward of packed histories keeps. */
export function backwardInputs(p: SsdParams) {
  const { starts, ...given } = forwardInputs(p);
  const rows = p.batch * p.time;
  const kept = {
    paces: new Float64Array(rows * p.lines),
    scores: new Float64Array(rows * 16),
    states_in: new Float64Array(p.records * p.states * p.channels),
  };
  forward({ ...given, starts, y: new Float64Array(given.x.length), ...kept }, p);
  return { ...given, ...kept };
}
