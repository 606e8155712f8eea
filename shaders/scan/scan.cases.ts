import { Random } from '../../src/core/random.ts';
import { forward, scanParams, type ScanParams } from './scan.reference.ts';

/**
 * Both sides of every boundary: one position, a window of 8, a segment of 16, 8 channels of a lane, 32 of a tile, every number of
 * states that a workgroup may have and one that it may not; one channel.
 */
export const cases: readonly ScanParams[] = [
  scanParams(1, 1, 1, 4),
  scanParams(2, 7, 3, 8),
  scanParams(2, 8, 8, 12),
  scanParams(3, 9, 31, 16),
  scanParams(1, 15, 9, 16),
  scanParams(2, 16, 32, 16),
  scanParams(4, 17, 33, 4),
  scanParams(2, 33, 17, 32),
  scanParams(1, 60, 64, 16),
];

/** Both sides of where a history is long and channels are few, and a last chunk that is short, full, and a position long. */
export const longCases: readonly ScanParams[] = [
  scanParams(1, 511, 2, 4),
  scanParams(1, 512, 3, 32),
  scanParams(2, 577, 5, 16),
  scanParams(1, 600, 256, 4),
  scanParams(1, 512, 257, 4),
];

type Names = 'u' | 'delta' | 'bc' | 'a_log' | 'skip' | 'starts';

/** Uniform between `low` and `high`, as f32. */
function uniform(count: number, name: string, low: number, high: number): Float64Array {
  const random = new Random(1, `scan ${name}`);
  return Float64Array.from({ length: count }, () => Math.fround(low + (high - low) * random.uniform()));
}

/** Rates as Mamba starts them, 1 … states, and around; steps from 0.001 to 1, here and there almost 0 or very large; histories that begin
 * here and there, at every position, nowhere. */
export function forwardInputs({ batch, time, channels, states }: ScanParams): Record<Names, Float64Array> {
  const rows = batch * time;
  const delta = uniform(rows * channels, 'delta', -7, 0.5).map((x, i) => (i % 41 === 7 ? -40 : i % 43 === 9 ? 12 : x));
  const share = (history: number): number => [0.1, 1, 0][history % 3];
  return {
    u: uniform(rows * channels, 'u', -1, 1),
    delta,
    bc: uniform(rows * 2 * states, 'bc', -1, 1),
    a_log: uniform(channels * states, 'a_log', -0.5, 0.5).map((x, i) => Math.fround(x + Math.log((i % states) + 1))),
    skip: uniform(channels, 'skip', -1, 1),
    starts: uniform(rows, 'starts', 0, 1).map((x, row) => Number(x < share(Math.floor(row / time)))),
  };
}

/** Inputs of the backward at sizes `p`: what the forward of packed histories keeps. */
export function backwardInputs(p: ScanParams): Record<'u' | 'delta' | 'bc' | 'kept', Float64Array> {
  const { starts, ...given } = forwardInputs(p);
  const kept = new Float64Array(p.records * p.lines * p.channels);
  forward({ ...given, starts, y: new Float64Array(given.u.length), kept }, p);
  return { u: given.u, delta: given.delta, bc: given.bc, kept };
}
