import type { Floats } from '../../src/kernel/kernel.ts';
import {
  addScaled,
  allPositions,
  causal,
  dot,
  queries,
  sees,
  type HeadsParams,
  type Reach,
} from '../attention/attention.reference.ts';
import { silu } from '../pointwise/pointwise.reference.ts';

export interface HstuParams extends HeadsParams {
  /** Rows of the table of positions, as many as a history has items at most. */
  readonly window: number;
  /** 1: sums are divided by the items that a query sees; 0: by `window`. */
  readonly seen: number;
}

/** Rows of the table of times: one for two events of one of which nobody knows the time, and one for each bucket. */
export const TIME_ROWS = 64;
/** A bucket is e^0.301 times as long as the one before, about a third longer. */
const STEP = 0.301;

/**
 * The row of the time between two events in seconds, −1 where nobody knows: 0 for the unknown, else 1 + ⌊ln(max(1, |a − b|)) / 0.301⌋,
 * of which the last holds all that is longer than four years.
 *
 * @see Zhai et al. 2024, arXiv:2402.17152, whose code has 128 such buckets
 */
export function lapse(a: number, b: number): number {
  if (Math.min(a, b) < 0) return 0;
  const apart = Math.max(1, Math.abs(Math.fround(a - b))); // f32 as elsewhere, so that every machine finds the same row
  return 1 + Math.min(TIME_ROWS - 2, Math.floor(Math.log(apart) / STEP));
}

/** The shortest time between two events that has this row, in seconds; the least of all is 0. */
export const shortestOf = (row: number): number => (row <= 1 ? 0 : Math.exp((row - 1) * STEP));

/** What is read; times where they count. */
type Inputs = Readonly<Record<'qkv' | 'positions', Floats>> &
  Readonly<Partial<Record<'seconds' | 'times', Floats>>> &
  Reach;

/** What a query adds up of each key that it sees: silu(s_ij) / n_i in one head of the first row. */
export function weightsOf(t: Inputs, p: HstuParams, head: number, i: number): Float64Array {
  const weights = new Float64Array(i + 1);
  const packed = (position: number, which: number): number => ((position * 3 + which) * p.heads + head) * p.head_width;
  const share = shareOf(t, p, 0, i);
  for (const { j, score } of pairs(t, p, 0, i, packed)) weights[j] = silu.value(score) * share;
  return weights;
}

/** Everything that a query makes of a key. */
interface Pair {
  readonly j: number;
  /** s_ij */
  readonly score: number;
  /** lapse(i, j), where times count. */
  readonly row: number;
}

/** 1 / n_i: the turned-over window, or number of items that query i of a row sees. */
function shareOf(t: Inputs, p: HstuParams, history: number, i: number): number {
  if (p.seen === 0) return 1 / p.window;
  const begin = 'spans' in t ? t.spans[2 * (history * p.time + i)] : 0;
  return 1 / (i - begin + 1);
}

/** The keys that query i of a row sees, with s_ij = q_i·k_j + positions[i − j] + times[lapse(i, j)]. */
function* pairs(
  t: Inputs,
  p: HstuParams,
  history: number,
  i: number,
  packed: (position: number, which: number) => number,
): Generator<Pair> {
  const at = history * p.time;
  for (let j = 0; j <= i; j++) {
    if (!sees(t, causal, p, history, i, j)) continue;
    const score = dot(t.qkv, packed(i, 0), t.qkv, packed(j, 1), p.head_width) + t.positions[i - j];
    const row = t.seconds === undefined ? 0 : lapse(t.seconds[at + i], t.seconds[at + j]);
    yield { j, score: score + (t.times?.[row] ?? 0), row };
  }
}

/**
 * y_i = Σ_{j ≤ i} silu(s_ij) · v_j / n_i, without a softmax: how often something happened is not lost. Zhai et al. 2024,
 * arXiv:2402.17152, eq. 2.
 */
export function forward(t: Inputs & { readonly y: Floats }, p: HstuParams, span = allPositions(p)): void {
  for (const { history, i, packed, plain } of queries(p, span)) {
    const share = shareOf(t, p, history, i);
    t.y.fill(0, plain(i), plain(i) + p.head_width);
    for (const { j, score } of pairs(t, p, history, i, packed)) {
      addScaled(t.y, plain(i), silu.value(score) * share, t.qkv, packed(j, 2), p.head_width);
    }
  }
}

/**
 * With ds = dy_i·v_j · silu′(s_ij) / n_i: dq_i = Σ_j ds·k_j, dk_j = Σ_i ds·q_i, dv_j = Σ_i silu(s_ij) / n_i · dy_i,
 * dpositions_r = Σ of ds where i − j = r, dtimes_b = Σ of ds where lapse(i, j) = b.
 */
export function backward(
  t: Inputs & Readonly<Record<'dy' | 'dqkv' | 'dpositions', Floats>> & { readonly dtimes?: Floats },
  p: HstuParams,
  span = allPositions(p),
): void {
  const { head_width: width } = p;
  if (span.from === 0) for (const sums of [t.dqkv, t.dpositions, t.dtimes]) sums?.fill(0);
  for (const { history, i, packed, plain } of queries(p, span)) {
    const share = shareOf(t, p, history, i);
    for (const { j, score, row } of pairs(t, p, history, i, packed)) {
      const ds = dot(t.dy, plain(i), t.qkv, packed(j, 2), width) * silu.slope(score) * share;
      addScaled(t.dqkv, packed(i, 0), ds, t.qkv, packed(j, 1), width);
      addScaled(t.dqkv, packed(j, 1), ds, t.qkv, packed(i, 0), width);
      addScaled(t.dqkv, packed(j, 2), silu.value(score) * share, t.dy, plain(i), width);
      t.dpositions[i - j] += ds;
      if (t.dtimes !== undefined) t.dtimes[row] += ds;
    }
  }
}
