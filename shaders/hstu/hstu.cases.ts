import { Random } from '../../src/core/random.ts';
import { packedInputs } from '../attention/attention.cases.ts';
import { noDropout } from '../random/dropout.reference.ts';
import type { HstuParams } from './hstu.reference.ts';

const at = (batch: number, time: number, heads: number, head_width: number, window = time, seen = 0): HstuParams => ({
  ...{ batch, time, heads, head_width, window, seen },
});

/** One position, several tiles and their tails, a window longer than the rows, both divisors. */
export const fewCases: readonly HstuParams[] = [at(1, 1, 1, 4), at(4, 33, 2, 4, 40, 1), at(2, 65, 2, 16)];

/**
 * Those, every width class and an odd one, and both sides of the boundaries: 16 staged keys, 32 staged queries, 64 lanes. The kernels share
 * every one of them, so that one stands on all: a case costs mostly its compilation.
 */
export const allCases: readonly HstuParams[] = [
  ...fewCases,
  at(4, 2, 2, 16, 5, 1),
  at(4, 16, 1, 16),
  at(4, 17, 1, 16, 17, 1),
  at(4, 50, 2, 32, 64),
  at(4, 64, 1, 16),
  at(2, 65, 1, 64, 65, 1),
  at(3, 7, 3, 12),
];

/** Products of vectors this long and noise of ±2 grow out of where SiLU bends: noise is smaller here. */
const SCALE = 0.5;

/** Of four histories all, a part, one and none of the events have times. */
const KNOWN = [1, 0.7, 0.1, 0];

/**
 * Seconds (batch, time) that rise within a row, some twice the same; −1 where nobody knows. Many lie an ulp from where a bucket begins,
 * seen from the first of their row.
 */
function seconds({ batch, time }: HstuParams): number[] {
  const random = new Random(1, 'hstu seconds');
  const next = (now: number): number => {
    const later = now + Math.exp(8 * random.uniform());
    const edge = Math.exp(0.301 * Math.ceil(Math.log(later) / 0.301));
    return [now, Math.floor(later), Math.fround(edge), Math.fround(edge * (1 - 1e-7))][random.below(4)];
  };
  return Array.from({ length: batch }, (_, b) => {
    let now = 0;
    return Array.from({ length: time }, () => {
      now = Math.max(now, next(now));
      return random.uniform() < KNOWN[b % 4] ? now : -1;
    });
  }).flat();
}

const noise = (count: number, name: string): Float64Array => {
  const random = new Random(1, name);
  return Float64Array.from({ length: count }, () => Math.fround(SCALE * (random.uniform() * 4 - 2)));
};

/** Inputs at sizes `p`; rows hold one history each, filled up, in part, with one item and with none. */
export const rowInputs = (p: HstuParams) => ({
  qkv: noise(p.batch * p.time * 3 * p.heads * p.head_width, 'hstu qkv'),
  positions: noise(p.window, 'hstu positions'),
  lengths: Float64Array.from({ length: p.batch }, (_, b) => [p.time - Math.floor(p.time / 3), p.time, 1, 0][b % 4]),
  seconds: Float64Array.from(seconds(p)),
});

/** The same of packed histories: one a row, many, and one of each item. */
export function packed(p: HstuParams) {
  const { lengths: _, ...read } = rowInputs(p);
  return { ...read, spans: packedInputs({ ...p, ...noDropout }).spans };
}
