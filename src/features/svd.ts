import { Random } from '../core/random.ts';
import { eigenvectors } from './eigen.ts';
import { times, transposedTimes, type Sparse } from './sparse.ts';

/** Directions beside those that are wanted, so that the last ones are found as well. */
const BESIDE = 8;
/** Products with A·Aᵀ, each of which sets large singular values further apart from small ones. */
const ROUNDS = 3;

/**
 * U·Σ of the largest singular values: where the rows of A lie along the directions in which they differ most.
 *
 *   A (rows, columns)   →   (rows, width), columns by falling singular value, each with its largest number positive
 *
 * By a random subspace that is multiplied with A·Aᵀ and made orthonormal again, in double precision: the same A, width and seed give
 * the same bits. Columns beyond the rank of A are 0.
 *
 * Halko, Martinsson & Tropp 2011, arXiv:0909.4061, algorithms 4.4 and 5.1.
 */
export function* truncatedSvd(a: Sparse, width: number, seed: number): Generator<void, Float64Array> {
  const found = Math.min(width + BESIDE, a.rows, a.columns);
  const random = new Random(seed, 'subspace');
  let x: Float64Array = Float64Array.from({ length: a.columns * found }, () => random.normal());
  for (let round = 0; round < ROUNDS; round++) {
    const y = yield* orthonormal(yield* times(a, x, found), found);
    x = yield* orthonormal(yield* transposedTimes(a, y, found), found);
  }
  const image = yield* times(a, x, found); // A·V, whose Gram matrix has the squares of the singular values
  const { vectors } = eigenvectors(yield* gram(image, found), found);
  return yield* turned(image, vectors, a.rows, found, width);
}

/** Columns made orthonormal one after another, twice for the digits that the first time leaves; what is left of none is 0. */
function* orthonormal(x: Float64Array, width: number): Generator<void, Float64Array> {
  const rows = x.length / width;
  for (let c = 0; c < width; c++) {
    const before = norm(x, c, width);
    for (let again = 0; again < 2; again++) {
      const products = new Float64Array(c);
      for (let r = 0; r < rows; r++) for (let d = 0; d < c; d++) products[d] += x[r * width + c] * x[r * width + d];
      for (let r = 0; r < rows; r++) for (let d = 0; d < c; d++) x[r * width + c] -= products[d] * x[r * width + d];
    }
    const left = norm(x, c, width);
    const scale = left > 1e-12 * before ? 1 / left : 0;
    for (let r = 0; r < rows; r++) x[r * width + c] *= scale;
    yield;
  }
  return x;
}

function norm(x: Float64Array, column: number, width: number): number {
  let sum = 0;
  for (let i = column; i < x.length; i += width) sum += x[i] * x[i];
  return Math.sqrt(sum);
}

/** XᵀX, (width, width). */
function* gram(x: Float64Array, width: number): Generator<void, Float64Array> {
  const sums = new Float64Array(width * width);
  for (let row = 0; row < x.length; row += width) {
    for (let c = 0; c < width; c++) for (let d = 0; d < width; d++) sums[c * width + d] += x[row + c] * x[row + d];
    if (row % (width * 256) === 0) yield;
  }
  return sums;
}

/** X·V, its first `kept` columns, each with its largest number positive. */
function* turned(
  x: Float64Array,
  vectors: Float64Array,
  rows: number,
  width: number,
  kept: number,
): Generator<void, Float64Array> {
  const y = new Float64Array(rows * kept);
  for (let c = 0; c < Math.min(width, kept); c++) {
    let largest = 0;
    for (let r = 0; r < rows; r++) {
      let sum = 0;
      for (let k = 0; k < width; k++) sum += x[r * width + k] * vectors[k * width + c];
      y[r * kept + c] = sum;
      if (Math.abs(sum) > Math.abs(largest)) largest = sum;
    }
    if (largest < 0) for (let r = 0; r < rows; r++) y[r * kept + c] *= -1;
    yield;
  }
  return y;
}
