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
 * softmax_j(q_i·k_j / √d) over j ≤ i. Padding is left out.
 */
export function attentionMaps(reader: Reader, history: ArrayLike<number>): AttentionMap[] {
  const items = Math.min(history.length, reader.window);
  const launches = reader.launches('attention.causal_forward');
  const projected = reader.evaluate(
    history,
    launches.map(({ inputs }) => inputs.qkv),
  );
  return launches.flatMap(({ params }, block) =>
    Array.from({ length: params.heads }, (_, head): AttentionMap => {
      const { time, heads, head_width: width } = params;
      const qkv = projected[block];
      const at = (t: number, part: number): number => ((time - items + t) * 3 + part) * heads * width + head * width;
      const weights = new Float32Array(items * items);
      for (let i = 0; i < items; i++) {
        const row = Array.from(
          { length: i + 1 },
          (_unused, j) => dot(qkv, at(i, 0), at(j, 1), width) / Math.sqrt(width),
        );
        weights.set(softmax(row), i * items);
      }
      return { block, head, weights };
    }),
  );
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
