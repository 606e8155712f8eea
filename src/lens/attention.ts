import type { Reader } from '../recommend/reader.ts';

/** Attention of one head: row i is how query i spreads over the keys. */
export interface AttentionMap {
  readonly block: number;
  readonly head: number;
  /** (items × items), row-major; rows sum to 1. */
  readonly weights: Float32Array;
}

/**
 * The attention weights of every causal head on one history, recomputed from queries and keys in f64:
 * softmax_j(q_i·k_j / √d) over j ≤ i.
 */
export function attentionMaps(reader: Reader, history: ArrayLike<number>): AttentionMap[] {
  return reader.observe(history, 'attention.causal_forward', 'qkv').flatMap(({ params, values }, block) =>
    Array.from({ length: params.heads }, (_, head): AttentionMap => {
      const { time, heads, head_width: width } = params;
      const at = (t: number, part: number): number => (t * 3 + part) * heads * width + head * width;
      const weights = new Float32Array(time * time);
      for (let i = 0; i < time; i++) {
        const row = Array.from(
          { length: i + 1 },
          (_unused, j) => dot(values, at(i, 0), at(j, 1), width) / Math.sqrt(width),
        );
        weights.set(softmax(row), i * time);
      }
      return { block, head, weights };
    }),
  );
}

/**
 * Where the last position of a history looks: the mean of its rows over all heads, one number per item; 0 for items before
 * the model's window. Null for a model without attention.
 */
export function lastLook(maps: readonly AttentionMap[], items: number): Float64Array | null {
  if (maps.length === 0) return null;
  const seen = Math.sqrt(maps[0].weights.length);
  const mean = new Float64Array(items);
  for (const { weights } of maps) {
    for (let j = 0; j < seen; j++) mean[items - seen + j] += weights[(seen - 1) * seen + j] / maps.length;
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
