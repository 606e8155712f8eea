/** Where a text lies among the items of a catalogue whose vectors were made of theirs. */
import { fromHalf, toHalf } from '../core/half.ts';
import type { Sparse } from './sparse.ts';
import type { Reduced } from './svd.ts';
import { countedTerms, rarity, weightOf } from './terms.ts';

/**
 * What is kept of a catalogue, so that a text that it lacks gets a vector as its own had them:
 *
 *   x = Σ_t a_t · V_t / scale − mean,   a_t ∝ (1 + ln n_t) · rarity_t, of length 1
 *
 * over the terms t that some item has; others say nothing.
 */
export interface TextSpace {
  /** The columns of these terms, ascending (terms). */
  readonly columns: Uint16Array<ArrayBuffer>;
  /** How rare each is (terms), single precision. */
  readonly rarity: Float32Array<ArrayBuffer>;
  /** V / scale (terms, width), as the bits of half precision. */
  readonly directions: Uint16Array<ArrayBuffer>;
  /** The mean of the items / scale (width). */
  readonly mean: Float32Array<ArrayBuffer>;
}

/** What vectors were moved and divided by. */
export interface Centring {
  readonly means: Float64Array;
  readonly scale: number;
}

/** Keeps what a catalogue's vectors were made with. */
export function* textSpace(
  { rows, columns, column }: Sparse,
  reduced: Reduced,
  { means, scale }: Centring,
): Generator<void, TextSpace> {
  const having = new Uint32Array(columns);
  for (const at of column) having[at]++;
  const known = Uint16Array.from(Array.from(having.keys()).filter((at) => having[at] > 0));
  const directions = yield* reduced.directions(known);
  yield;
  return {
    columns: known,
    rarity: Float32Array.from(known, (at) => rarity(rows, having[at])),
    directions: Uint16Array.from(directions, (value) => toHalf(value / scale)),
    mean: Float32Array.from(means, (value) => value / scale),
  };
}

/** The vector of a text (width); null where nothing of it is known. */
export function textVector(space: TextSpace, title: string, category: string): Float32Array | null {
  const { columns, rarity: rare, directions, mean } = space;
  const weights = [...countedTerms(title, category)].flatMap(([column, count]) => {
    const term = placeIn(columns, column);
    return term < 0 ? [] : [[term, weightOf(count, rare[term])] as const];
  });
  const length = Math.sqrt(weights.reduce((sum, [, weight]) => sum + weight * weight, 0));
  if (!(length > 0)) return null;
  const vector = Float64Array.from(mean, (value) => -value);
  for (const [term, weight] of weights) {
    for (let c = 0; c < vector.length; c++) {
      vector[c] += (weight / length) * fromHalf(directions[term * vector.length + c]);
    }
  }
  return Float32Array.from(vector);
}

/** Where a column stands among ascending ones; −1 where it does not. */
function placeIn(columns: Uint16Array, column: number): number {
  let [from, to] = [0, columns.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (columns[middle] < column) from = middle + 1;
    else to = middle;
  }
  return columns[from] === column ? from : -1;
}
