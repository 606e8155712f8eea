/** Vectors of items by what was found without them, as of items that came later. */
import type { Split } from '../data/split.ts';
import { SparseRows, times, type Matrix } from './sparse.ts';
import type { Reduced } from './svd.ts';
import type { Centring } from './text_space.ts';

/** Rows between two yields. */
const AT_ONCE = 1024;

/** The items of a split that are not held out, ascending. */
export function itemsThatTrain({ dataset, heldOut }: Pick<Split, 'dataset' | 'heldOut'>): Uint32Array {
  const held = new Set(heldOut);
  return Uint32Array.from(dataset.catalogue.ids.keys()).filter((item) => !held.has(item));
}

/** Some rows of row-major values, one after another. */
export function pick(values: Float32Array, width: number, rows: Uint32Array): Float32Array {
  const picked = new Float32Array(rows.length * width);
  rows.forEach((row, i) => picked.set(values.subarray(row * width, (row + 1) * width), i * width));
  return picked;
}

/** Some rows of a matrix; the columns of a dense one keep their means. */
export function* rowsOf(a: Matrix, rows: Uint32Array): Generator<void, Matrix> {
  if ('dense' in a) return { ...a, rows: rows.length, dense: pick(a.dense, a.columns, rows) };
  const some = new SparseRows();
  for (const [i, row] of rows.entries()) {
    const at = Array.from({ length: a.offsets[row + 1] - a.offsets[row] }, (_, k) => a.offsets[row] + k);
    some.add(at.map((entry) => [a.column[entry], a.value[entry]] as const));
    if (i % AT_ONCE === 0) yield;
  }
  return some.matrix(a.columns);
}

/**
 * Vectors of all items (items, width): of those that train as they were found, of each other one, with row a of the matrix,
 * (a·V − mean) / scale.
 *
 * @param own  vectors of the items that train, (items that train, width)
 */
export function* withHeldOut(
  split: Split,
  matrix: Matrix,
  { own, reduced, centring }: { readonly own: Float64Array; readonly reduced: Reduced; readonly centring: Centring },
): Generator<void, Float64Array> {
  const { means, scale } = centring;
  const width = means.length;
  const directions = yield* reduced.directions(Uint32Array.from({ length: matrix.columns }, (_, column) => column));
  const held = yield* times(yield* rowsOf(matrix, split.heldOut), directions, width);
  const values = new Float64Array(matrix.rows * width);
  itemsThatTrain(split).forEach((item, i) => values.set(own.subarray(i * width, (i + 1) * width), item * width));
  split.heldOut.forEach((item, i) => {
    for (let c = 0; c < width; c++) values[item * width + c] = (held[i * width + c] - means[c]) / scale;
  });
  return values;
}
