import { Pacer, type Pace } from '../core/pace.ts';
import type { Probe } from '../recommend/probe.ts';
import type { Observed, Wanted } from '../recommend/reader.ts';

/** Attention of one head: row i is how item i spreads over the items. */
export interface AttentionMap {
  readonly sees: 'past' | 'all';
  /** Where it stands in the model, and which of the blocks with attention that is. */
  readonly place: string;
  readonly block: number;
  readonly head: number;
  /** (items × items), row-major; rows sum to 1. */
  readonly weights: Float32Array;
}

/** The launches whose inputs hold queries and keys. */
export const ATTENTION: Wanted = { kernel: 'attention.', tensors: ['qkv'] };

/** Whether positions see those behind them. */
export const seesAll = ({ kernel }: Observed): boolean => kernel === 'attention.bidirectional_forward';

/** How many positions in a row are the tokens of one item. */
export const tokensOf = ({ params }: Observed): number => params.tokens ?? 1;

/** Items of the history that attention went over. */
export const itemsOf = (observed: Observed): number => observed.params.time / tokensOf(observed);

/**
 * The attention weights of every head on one history, recomputed from queries and keys in f64: softmax_j(q_i·k_j / √d) over
 * j ≤ i, or over all j where a position sees what is behind it. Of items that are several tokens see `attentionRow`.
 * @throws CancelledError
 */
export async function attentionMaps(probe: Probe, pace: Pace = {}): Promise<AttentionMap[]> {
  const blocks = await probe.observe([ATTENTION], pace);
  return new Pacer('look', pace).through(mapsOf(blocks));
}

function* mapsOf(blocks: readonly Observed[]): Generator<void, AttentionMap[]> {
  const maps: AttentionMap[] = [];
  for (const [block, observed] of blocks.entries()) {
    const { place, params } = observed;
    const { heads } = params;
    const time = itemsOf(observed);
    for (let head = 0; head < heads; head++) {
      const weights = new Float32Array(time * time);
      for (let i = 0; i < time; i++) {
        weights.set(attentionRow(observed, head, i), i * time);
        yield;
      }
      maps.push({ sees: seesAll(observed) ? 'all' : 'past', place, block, head, weights });
    }
  }
  return maps;
}

/**
 * How item i spreads over the items that it sees. Of an item that is several tokens it is the mean over them of what each gives to all
 * tokens of another item together, so that rows sum to 1 as well.
 */
export function attentionRow(observed: Observed, head: number, i: number): number[] {
  const tokens = tokensOf(observed);
  const row: number[] = [];
  for (let token = i * tokens; token < (i + 1) * tokens; token++) {
    for (const [j, weight] of tokenRow(observed, head, token).entries()) {
      const item = Math.floor(j / tokens);
      row[item] = (row[item] ?? 0) + weight / tokens;
    }
  }
  return row;
}

/** How query i of a head spreads over the keys that it sees: all of its own item, and what came before it or stands behind it. */
export function tokenRow(observed: Observed, head: number, i: number): number[] {
  const { params } = observed;
  const { qkv } = observed.tensors;
  const { time, heads, head_width: width } = params;
  const tokens = tokensOf(observed);
  const at = (t: number, part: number): number => (t * 3 + part) * heads * width + head * width;
  const scores = Array.from(
    { length: seesAll(observed) ? time : i - (i % tokens) + tokens },
    (_, j) => dot(qkv, at(i, 0), at(j, 1), width) / Math.sqrt(width),
  );
  return softmax(scores);
}

/**
 * Where the last position of a history looks: the mean of its rows over all heads, one number for each item in the model's
 * window, in f32 as the maps are. Null for a model without attention. @throws CancelledError
 */
export async function lastLook(probe: Probe, pace: Pace = {}): Promise<Float64Array | null> {
  const blocks = await probe.observe([ATTENTION], pace);
  if (blocks.length === 0) return null;
  const mean = new Float64Array(itemsOf(blocks[0]));
  const count = blocks.reduce((sum, { params }) => sum + params.heads, 0);
  for (const observed of blocks) {
    for (let head = 0; head < observed.params.heads; head++) {
      const row = Float32Array.from(attentionRow(observed, head, mean.length - 1));
      row.forEach((weight, j) => (mean[j] += weight / count));
    }
  }
  return mean;
}

function dot(values: Float64Array, a: number, b: number, width: number): number {
  let sum = 0;
  for (let c = 0; c < width; c++) sum += values[a + c] * values[b + c];
  return sum;
}

function softmax(scores: readonly number[]): number[] {
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}
