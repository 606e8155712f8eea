import type { AttentionMap } from './attention_weights.ts';

/** Attention as a square of weights: row i is how position i spreads over the positions that it sees. */
export interface Attention {
  /** As in "head 2 of block 1 puts …". */
  readonly name: string;
  readonly title: string;
  /** Positions. */
  readonly size: number;
  /** (size, size), row-major. */
  readonly weights: Float32Array;
}

/** Summaries where there is something to sum up, then every head; the rollout of one block adds only its residual. */
export function* summariesOf(maps: readonly AttentionMap[]): Generator<void, readonly Attention[]> {
  const size = Math.sqrt(maps[0].weights.length);
  const heads = maps.map(({ place, head, weights }) => ({
    name: `head ${head + 1} of ${place.toLowerCase()}`,
    title: `${place}, head ${head + 1}`,
    size,
    weights,
  }));
  if (maps.length === 1) return heads;
  const all = maps.map(({ weights }) => weights);
  const average = { name: 'the average over all heads', title: 'Average', size, weights: yield* mean(all) };
  const highest = { name: 'the highest of all heads', title: 'Highest', size, weights: yield* most(all) };
  if (maps.every(({ block }) => block === 0)) return [average, highest, ...heads];
  const flow = { name: 'the rollout through all blocks', title: 'Rollout', size, weights: yield* rollout(maps, size) };
  return [average, highest, flow, ...heads];
}

/** The mean, weight by weight. */
function* mean(all: readonly Float32Array[]): Generator<void, Float32Array> {
  const sum = new Float64Array(all[0].length);
  for (const weights of all) {
    weights.forEach((weight, i) => (sum[i] += weight));
    yield;
  }
  return Float32Array.from(sum, (weight) => weight / all.length);
}

/** The largest, weight by weight; its rows do not sum to 1. */
function* most(all: readonly Float32Array[]): Generator<void, Float32Array> {
  const highest = all[0].slice();
  for (const weights of all) {
    weights.forEach((weight, i) => (highest[i] = Math.max(highest[i], weight)));
    yield;
  }
  return highest;
}

/**
 * Π_l (Ā_l + I) / 2, the last block at the left, with Ā_l the mean over the heads of block l: how much of each position's
 * state comes from which item if the residual stream counts as half. Abnar & Zuidema 2020, section 3.
 */
function* rollout(maps: readonly AttentionMap[], size: number): Generator<void, Float32Array> {
  let flow = identity(size);
  for (const block of new Set(maps.map((map) => map.block))) {
    const average = yield* mean(maps.filter((map) => map.block === block).map(({ weights }) => weights));
    const mixed = average.map((weight, i) => (weight + (i % (size + 1) === 0 ? 1 : 0)) / 2);
    flow = yield* product(mixed, flow, size);
  }
  return flow;
}

const identity = (size: number): Float32Array =>
  Float32Array.from({ length: size * size }, (_, i) => Number(i % (size + 1) === 0));

/** a · b of two squares, of which what is 0 is not multiplied: half of them where positions see the past alone. */
function* product(a: Float32Array, b: Float32Array, size: number): Generator<void, Float32Array> {
  const y = new Float32Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < size; k++) {
      const weight = a[i * size + k];
      if (weight === 0) continue;
      for (let j = 0; j < size; j++) y[i * size + j] += weight * b[k * size + j];
    }
    yield;
  }
  return y;
}
