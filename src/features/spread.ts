/** Vectors of items that take in those of the items near them in the histories. */
import type { Split } from '../data/split.ts';
import { cooccurrences } from './cooccurrences.ts';
import { itemsThatTrain } from './held_out.ts';
import { times } from './sparse.ts';

/** How often each vector takes in those around it. */
const LAYERS = 2;

/**
 * X′ = (X + ÂX + Â²X) / 3 with Â = A / Σ_j A_ij, A how much more often than by chance two items stand near one another. An item that stands near
 * none keeps its vector.
 *
 * @param own  X, vectors of the items that train, (items that train, width)
 * @returns    X′, of the same items
 * @see He et al. 2020, LightGCN, arXiv:2002.02126, equation 7, on the graph of items; Liu et al. 2024, MMGRec, arXiv:2404.16555, before codes are made
 */
export function* spread(split: Split, own: Float64Array, width: number): Generator<void, Float64Array> {
  const near = yield* cooccurrences(split);
  const training = itemsThatTrain(split);
  const sums = Float64Array.from({ length: near.rows }, (_, item) =>
    near.value.subarray(near.offsets[item], near.offsets[item + 1]).reduce((sum, value) => sum + value, 0),
  );
  let layer = new Float64Array(near.rows * width);
  training.forEach((item, i) => layer.set(own.subarray(i * width, (i + 1) * width), item * width));
  const total = layer.slice();
  for (let l = 0; l < LAYERS; l++) {
    const around = yield* times(near, layer, width);
    layer = layer.map((value, at) => {
      const sum = sums[Math.floor(at / width)];
      return sum > 0 ? around[at] / sum : value;
    });
    for (let at = 0; at < total.length; at++) total[at] += layer[at];
  }
  const values = new Float64Array(own.length);
  training.forEach((item, i) => values.set(total.subarray(item * width, (item + 1) * width), i * width));
  return values.map((value) => value / (LAYERS + 1));
}
