import { Random } from '../../src/core/random.ts';
import { dropoutAt, noDropout } from '../random/dropout.reference.ts';
import { forward, type AttentionParams, type Mask, type Reach } from './attention.reference.ts';

const at = (batch: number, time: number, heads: number, head_width: number, rate = 0): AttentionParams => ({
  batch,
  time,
  heads,
  head_width,
  ...(rate === 0 ? noDropout : dropoutAt(rate, 7, 3)),
});

/** One position, several tiles and their tails, every width class and an odd one, dropout off and on. */
export const fewCases: readonly AttentionParams[] = [
  at(1, 1, 1, 4),
  at(4, 2, 2, 16, 0.3),
  at(4, 33, 2, 4, 0.3),
  at(4, 50, 2, 32, 0.3),
  at(2, 65, 2, 64, 0.3),
  at(3, 7, 3, 12),
];

/** Those, and both sides of every boundary: 32 staged positions, 64 lanes. */
export const allCases: readonly AttentionParams[] = [
  ...fewCases,
  at(4, 31, 1, 32),
  at(4, 32, 2, 16),
  at(2, 33, 1, 64),
  at(4, 64, 1, 16),
  at(4, 65, 1, 16),
];

const ofItems = (batch: number, items: number, tokens: number, heads: number, head_width: number, rate = 0) => ({
  ...at(batch, items * tokens, heads, head_width, rate),
  items,
  tokens,
});

/** Items of one token and of several that divide no tile, one item, and every width class. */
export const fewItemCases = [
  ofItems(1, 1, 1, 1, 4),
  ofItems(4, 1, 4, 2, 16, 0.3),
  ofItems(4, 11, 3, 2, 4, 0.3),
  ofItems(4, 12, 4, 2, 32, 0.3),
  ofItems(2, 13, 5, 2, 64, 0.3),
  ofItems(3, 3, 7, 3, 12),
];

/** Those, and both sides of every boundary. */
export const itemCases = [...fewItemCases, ofItems(4, 20, 4, 1, 16), ofItems(4, 2, 33, 1, 16)];

/** Padding of nothing, of a part, of all but one item, and of a whole history. */
function lengths({ batch, time, tokens = 1 }: AttentionParams): number[] {
  const most = time / tokens;
  return Array.from({ length: batch }, (_, b) => [most - Math.floor(most / 3), most, 1, 0][b % 4]);
}

const noise = (count: number, name: string): Float64Array => {
  const random = new Random(1, name);
  return Float64Array.from({ length: count }, () => Math.fround(random.uniform() * 4 - 2));
};

type Inputs = Record<'qkv' | 'clock', Float64Array>;

const common = (p: AttentionParams): Inputs => ({
  qkv: noise(p.batch * p.time * 3 * p.heads * p.head_width, 'attention qkv'),
  clock: Float64Array.of(11),
});

/** Inputs of the forward at sizes `p`. */
export const forwardInputs = (p: AttentionParams): Inputs & { readonly lengths: Float64Array } => ({
  ...common(p),
  lengths: Float64Array.from(lengths(p)),
});

/** Those of packed histories: in rows that are filled up and not, of one history, of many, and of one item each. */
export function packedInputs(p: AttentionParams): Inputs & { readonly spans: Float64Array } {
  const random = new Random(1, 'attention spans');
  const share = [0.1, 0.5, 1, 0];
  const most = p.time / (p.tokens ?? 1);
  const spans = lengths(p).flatMap((filled, b) => {
    const begins = Array.from({ length: most }, (_, t) => t === 0 || t >= filled || random.uniform() < share[b % 4]);
    const end = (t: number): number => begins.findIndex((is, later) => later > t && is);
    return begins.flatMap((_, t) => [begins.lastIndexOf(true, t), end(t) < 0 ? most : end(t)]);
  });
  return { ...common(p), spans: Float64Array.from(spans) };
}

/** Inputs of the backward at sizes `p`, of `given` to the forward: y and lse are what it gives. */
export function backwardInputs<T extends Inputs & Reach>(
  p: AttentionParams,
  mask: Mask,
  given: T,
): T & Record<'y' | 'lse', Float64Array> {
  const rows = p.batch * p.heads * p.time;
  const t = { ...given, y: new Float64Array(rows * p.head_width), lse: new Float64Array(rows) };
  forward(t, p, mask);
  return t;
}
