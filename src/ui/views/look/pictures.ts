import type { AttentionMap } from '../../../worker/contract.ts';

/** Attention as a square of weights: row i is how position i spreads over positions j ≤ i. */
export interface Picture {
  readonly key: string;
  /** As in "Head 2 of block 1 puts …". */
  readonly name: string;
  readonly short: string;
  /** Positions. */
  readonly size: number;
  /** (size, size), row-major. */
  readonly weights: Float32Array;
}

/** Summaries where there is something to sum up, then every head; the rollout of one block adds only its residual. */
export function picturesOf(maps: readonly AttentionMap[]): Picture[] {
  if (maps.length === 0) return [];
  const size = Math.sqrt(maps[0].weights.length);
  const all = maps.map(({ weights }) => weights);
  const heads = maps.map(({ block, head, weights }) => ({
    key: `${block}.${head}`,
    name: `Head ${head + 1} of block ${block + 1}`,
    short: `Block ${block + 1}, head ${head + 1}`,
    size,
    weights,
  }));
  const flow = { key: 'rollout', name: 'The rollout through all blocks', short: 'Rollout', size };
  if (maps.length === 1) return heads;
  return [
    { key: 'average', name: 'The average over all heads', short: 'Average', size, weights: average(all) },
    { key: 'highest', name: 'The highest of all heads', short: 'Highest', size, weights: highest(all) },
    ...(maps.some(({ block }) => block > 0) ? [{ ...flow, weights: rollout(maps, size) }] : []),
    ...heads,
  ];
}

/** The mean, weight by weight. */
export const average = (all: readonly Float32Array[]): Float32Array =>
  Float32Array.from(all[0], (_, i) => all.reduce((sum, weights) => sum + weights[i], 0) / all.length);

/** The largest, weight by weight; its rows do not sum to 1. */
export const highest = (all: readonly Float32Array[]): Float32Array =>
  Float32Array.from(all[0], (_, i) => Math.max(...all.map((weights) => weights[i])));

/**
 * Π_l (Ā_l + I) / 2, the last block at the left, with Ā_l the mean over the heads of block l: how much of each position's
 * state comes from which item if the residual stream counts as half. Abnar & Zuidema 2020, section 3.
 */
export function rollout(maps: readonly AttentionMap[], size: number): Float32Array {
  let flow = identity(size);
  for (const block of new Set(maps.map((map) => map.block))) {
    const mean = average(maps.filter((map) => map.block === block).map(({ weights }) => weights));
    const mixed = mean.map((weight, i) => (weight + (i % (size + 1) === 0 ? 1 : 0)) / 2);
    flow = product(mixed, flow, size);
  }
  return flow;
}

const identity = (size: number): Float32Array =>
  Float32Array.from({ length: size * size }, (_, i) => Number(i % (size + 1) === 0));

/** a · b of two lower-triangular squares. */
function product(a: Float32Array, b: Float32Array, size: number): Float32Array {
  const y = new Float32Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k <= i; k++) {
      const weight = a[i * size + k];
      for (let j = 0; j <= k; j++) y[i * size + j] += weight * b[k * size + j];
    }
  }
  return y;
}

/** The lower right corner: the last `span` positions. Rows lose what they put on earlier ones. */
export function corner(picture: Picture, span: number): Picture {
  const { size, weights } = picture;
  const kept = Math.min(span, size);
  const from = size - kept;
  const cut = Float32Array.from({ length: kept * kept }, (_, at) => {
    const [i, j] = [Math.floor(at / kept), at % kept];
    return weights[(from + i) * size + from + j];
  });
  return { ...picture, size: kept, weights: cut };
}
