import type { Floats, Span } from '../../src/kernel/kernel.ts';
import { dropoutScale, type DropoutParams } from '../random/dropout.reference.ts';

/** Sizes of what positions tell one another. */
export interface HeadsParams {
  readonly batch: number;
  readonly time: number;
  readonly heads: number;
  readonly head_width: number;
  /** How many positions in a row are an item; absent: each is one. */
  readonly tokens?: number;
}

export type AttentionParams = HeadsParams & DropoutParams;

/** Whether query i sees key j of a history of `length` positions, behind which is padding. */
export type Mask = (i: number, j: number, length: number) => boolean;

export const causal: Mask = (i, j, length) => i === j || (j < i && i < length);
export const bidirectional: Mask = (i, j, length) => i === j || Math.max(i, j) < length;
/** As `causal` of items that are so many positions in a row, the tokens of an item, of which each sees all. */
export const items =
  (tokens: number): Mask =>
  (i, j, length) =>
    i === j || (Math.floor(j / tokens) <= Math.floor(i / tokens) && i < length);

/** In items: of each row how many its one history has, or of each item from where to where the history reaches that it stands in. */
export type Reach = { readonly lengths: Floats } | { readonly spans: Floats };

type Inputs = Readonly<Record<'qkv' | 'clock', Floats>> & Reach;

/** Whether query i of a row sees key j: within the history that i stands in. */
export function sees(reach: Reach, allowed: Mask, p: HeadsParams, row: number, i: number, j: number): boolean {
  const { time, tokens = 1 } = p;
  if ('lengths' in reach) return allowed(i, j, reach.lengths[row] * tokens);
  const at = 2 * Math.floor((row * time + i) / tokens);
  const [begin, end] = [reach.spans[at] * tokens, reach.spans[at + 1] * tokens];
  return j >= begin && allowed(i - begin, j - begin, end - begin);
}

/** One query of one head: where its vectors lie. */
interface Query {
  readonly history: number;
  /** Its position in the history. */
  readonly i: number;
  /** Its place among (batch, heads, time). */
  readonly row: number;
  /** Offset of q (0), k (1) or v (2) at a position of its history and head. */
  readonly packed: (position: number, which: number) => number;
  /** Offset of a position of y. */
  readonly plain: (position: number) => number;
}

/** Every query of the positions of a span, counted through all histories, with all their heads. */
export function* queries({ time, heads, head_width }: HeadsParams, { from, to }: Span): Generator<Query> {
  for (let at = from; at < to; at++) {
    const [history, i] = [Math.floor(at / time), at % time];
    for (let head = 0; head < heads; head++) {
      yield {
        history,
        i,
        row: (history * heads + head) * time + i,
        packed: (position, which) => (((history * time + position) * 3 + which) * heads + head) * head_width,
        plain: (position) => ((history * time + position) * heads + head) * head_width,
      };
    }
  }
}

export const allPositions = ({ batch, time }: HeadsParams): Span => ({ from: 0, to: batch * time });

export const dot = (a: Floats, at: number, b: Floats, bt: number, count: number): number => {
  let sum = 0;
  for (let d = 0; d < count; d++) sum += a[at + d] * b[bt + d];
  return sum;
};

/** out[to…] += scale · from[at…], `count` elements. */
export const addScaled = (out: Floats, to: number, scale: number, from: Floats, at: number, count: number): void => {
  for (let d = 0; d < count; d++) out[to + d] += scale * from[at + d];
};

/**
 * y_i = Σ_j softmax_j(q_i·k_j / √head_width) · dropout_ij · v_j over the keys the mask allows, and lse_i, the log of the
 * softmax's denominator. Vaswani et al. 2017, eq. 1.
 */
export function forward(
  t: Inputs & Readonly<Record<'y' | 'lse', Floats>>,
  p: AttentionParams,
  allowed: Mask,
  span = allPositions(p),
): void {
  const { time, heads, head_width: width } = p;
  const [apart, scale] = [3 * heads * width, 1 / Math.sqrt(width)];
  const [keys, scores] = [new Uint32Array(time), new Float64Array(time)];
  for (const { history, i, row, packed, plain } of queries(p, span)) {
    let count = 0;
    for (let j = 0; j < time; j++) if (sees(t, allowed, p, history, i, j)) keys[count++] = j;
    const seen = keys.subarray(0, count);
    const weights = scores.subarray(0, count);
    dots(weights, t.qkv, packed(i, 0), packed(0, 1), apart, seen, width);
    let highest = -Infinity;
    for (let n = 0; n < count; n++) {
      weights[n] *= scale;
      if (weights[n] > highest) highest = weights[n];
    }
    let total = 0;
    for (let n = 0; n < count; n++) total += weights[n] = Math.exp(weights[n] - highest);
    t.lse[row] = highest + Math.log(total);
    for (let n = 0; n < count; n++) weights[n] *= dropoutScale(row * time + seen[n], t.clock[0], p) / total;
    const y = t.y.subarray(plain(i), plain(i) + width).fill(0);
    addRows(y, weights, t.qkv, packed(0, 2), apart, seen);
  }
}

/** out_n = ⟨q, row keys_n⟩. Four rows at once read q once, and no sum waits for itself. */
function dots(out: Floats, x: Floats, q: number, first: number, apart: number, keys: Uint32Array, width: number): void {
  let n = 0;
  for (; n + 3 < keys.length; n += 4) {
    const [a, b] = [first + keys[n] * apart, first + keys[n + 1] * apart];
    const [c, e] = [first + keys[n + 2] * apart, first + keys[n + 3] * apart];
    let [s0, s1, s2, s3] = [0, 0, 0, 0];
    for (let d = 0; d < width; d++) {
      const one = x[q + d];
      s0 += one * x[a + d];
      s1 += one * x[b + d];
      s2 += one * x[c + d];
      s3 += one * x[e + d];
    }
    [out[n], out[n + 1], out[n + 2], out[n + 3]] = [s0, s1, s2, s3];
  }
  for (; n < keys.length; n++) out[n] = dot(x, q, x, first + keys[n] * apart, width);
}

/** y += Σ_n weight_n · row keys_n, in their order. Four rows at once read and write y once. */
function addRows(y: Floats, weights: Floats, x: Floats, first: number, apart: number, keys: Uint32Array): void {
  let n = 0;
  for (; n + 3 < keys.length; n += 4) {
    const [a, b] = [first + keys[n] * apart, first + keys[n + 1] * apart];
    const [c, e] = [first + keys[n + 2] * apart, first + keys[n + 3] * apart];
    const [w0, w1, w2, w3] = [weights[n], weights[n + 1], weights[n + 2], weights[n + 3]];
    for (let d = 0; d < y.length; d++) {
      y[d] = y[d] + w0 * x[a + d] + w1 * x[b + d] + w2 * x[c + d] + w3 * x[e + d];
    }
  }
  for (; n < keys.length; n++) addScaled(y, 0, weights[n], x, first + keys[n] * apart, y.length);
}

/**
 * With p = softmax, r = dropout, dp = r · (dy_i·v_j), delta_i = dy_i·y_i and ds = p · (dp − delta) / √head_width:
 * dq_i = Σ_j ds·k_j, dk_j = Σ_i ds·q_i, dv_j = Σ_i p·r·dy_i. Dao et al. 2022, appendix B.2.
 */
export function backward(
  t: Inputs & Readonly<Record<'dy' | 'y' | 'lse' | 'dqkv', Floats>>,
  p: AttentionParams,
  allowed: Mask,
  span = allPositions(p),
): void {
  const { time, head_width: width } = p;
  const scale = 1 / Math.sqrt(width);
  if (span.from === 0) t.dqkv.fill(0);
  for (const { history, i, row, packed, plain } of queries(p, span)) {
    const delta = dot(t.dy, plain(i), t.y, plain(i), width);
    for (let j = 0; j < time; j++) {
      if (!sees(t, allowed, p, history, i, j)) continue;
      const probability = Math.exp(dot(t.qkv, packed(i, 0), t.qkv, packed(j, 1), width) * scale - t.lse[row]);
      const kept = dropoutScale(row * time + j, t.clock[0], p);
      const dp = dot(t.dy, plain(i), t.qkv, packed(j, 2), width) * kept;
      const ds = probability * (dp - delta) * scale;
      addScaled(t.dqkv, packed(i, 0), ds, t.qkv, packed(j, 1), width);
      addScaled(t.dqkv, packed(j, 1), ds, t.qkv, packed(i, 0), width);
      addScaled(t.dqkv, packed(j, 2), probability * kept, t.dy, plain(i), width);
    }
  }
}
