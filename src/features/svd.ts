import { Random } from '../core/random.ts';
import { eigenvectors } from './eigen.ts';
import { times, transposedTimes, type Matrix } from './sparse.ts';

/** Directions beside those that are wanted, so that the last ones are found as well. */
const BESIDE = 8;
/** Products with A·Aᵀ, each of which sets large singular values further apart from small ones. */
const ROUNDS = 3;

/** Rows along the directions in which they differ most, and these directions. */
export interface Reduced {
  /** U·Σ (rows, width), columns by falling singular value, each with its largest number positive. */
  readonly values: Float64Array;
  /** The rows of V (columns, width) that are asked for: A·V = U·Σ, and a·V is where any other row a lies. */
  directions(columns: ArrayLike<number>): Generator<void, Float64Array>;
}

/**
 * U·Σ of the largest singular values: where the rows of A (rows, columns) lie along the directions in which they differ most.
 *
 * By a random subspace that is multiplied with A·Aᵀ and made orthonormal again, in double precision: the same A, width and seed give
 * the same bits. Columns beyond the rank of A are 0.
 *
 * Halko, Martinsson & Tropp 2011, arXiv:0909.4061, algorithms 4.4 and 5.1.
 */
export function* truncatedSvd(a: Matrix, width: number, seed: number): Generator<void, Reduced> {
  const found = Math.min(width + BESIDE, a.rows, a.columns);
  let x: Float64Array = signs(a.columns * found, new Random(seed, 'subspace'));
  for (let round = 0; round < ROUNDS; round++) {
    const y = yield* orthonormal(yield* times(a, x, found), found);
    x = yield* orthonormal(yield* transposedTimes(a, y, found), found);
  }
  const image = yield* times(a, x, found); // A·V, whose Gram matrix has the squares of the singular values
  const { vectors } = eigenvectors(yield* gram(image, found), found);
  const kept = { width: found, kept: width };
  const values = yield* turned(image, vectors, a.rows, kept);
  const turns = yield* largestPositive(values, width);
  return {
    values,
    *directions(columns) {
      const picked = new Float64Array(columns.length * found);
      for (let i = 0; i < columns.length; i++) {
        picked.set(x.subarray(columns[i] * found, (columns[i] + 1) * found), i * found);
      }
      const rows = yield* turned(picked, vectors, columns.length, kept);
      return rows.map((value, i) => value * turns[i % width]);
    },
  };
}

/** Random signs, which span as well as normal numbers and take a bit each. Halko, Martinsson & Tropp 2011, section 4.6. */
function signs(count: number, random: Random): Float64Array {
  const drawn = new Float64Array(count);
  let bits = 0;
  for (let i = 0; i < count; i++) {
    if (i % 32 === 0) bits = random.bits();
    drawn[i] = (bits >>> (i % 32)) & 1 ? 1 : -1;
  }
  return drawn;
}

/**
 * Columns made orthonormal one after another, twice for the digits that the first time leaves; what is left of none is 0. They are worked
 * on as columns, where their numbers lie side by side, and without the rows of zeros, which add nothing: terms that no item has.
 */
function* orthonormal(x: Float64Array, width: number): Generator<void, Float64Array> {
  const rows = rowsWithNumbers(x, width);
  const columns = Array.from({ length: width }, (_, c) => Float64Array.from(rows, (row) => x[row * width + c]));
  for (const [c, column] of columns.entries()) {
    const before = Math.sqrt(dot(column, column));
    for (let again = 0; again < 2; again++) {
      for (const other of columns.slice(0, c)) {
        subtract(column, dot(column, other), other);
        if (column.length > LONG) yield;
      }
    }
    const left = Math.sqrt(dot(column, column));
    const scale = left > 1e-12 * before ? 1 / left : 0;
    for (let r = 0; r < rows.length; r++) x[rows[r] * width + c] = column[r] *= scale;
    yield;
  }
  return x;
}

/** Numbers of a column above which a product with one is a piece of work. */
const LONG = 2 ** 15;

/** The rows of X (rows, width) that are not all 0. */
function rowsWithNumbers(x: Float64Array, width: number): Uint32Array {
  const found = new Uint32Array(x.length / width);
  let count = 0;
  for (let row = 0; row < found.length; row++) {
    let c = 0;
    while (c < width && x[row * width + c] === 0) c++;
    if (c < width) found[count++] = row;
  }
  return found.subarray(0, count);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function subtract(from: Float64Array, scale: number, other: Float64Array): void {
  for (let i = 0; i < from.length; i++) from[i] -= scale * other[i];
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

/** X·V, its first `kept` columns. */
function* turned(
  x: Float64Array,
  vectors: Float64Array,
  rows: number,
  { width, kept }: { readonly width: number; readonly kept: number },
): Generator<void, Float64Array> {
  const y = new Float64Array(rows * kept);
  for (let c = 0; c < Math.min(width, kept); c++) {
    for (let r = 0; r < rows; r++) {
      let sum = 0;
      for (let k = 0; k < width; k++) sum += x[r * width + k] * vectors[k * width + c];
      y[r * kept + c] = sum;
    }
    yield;
  }
  return y;
}

/** Turns each column whose largest number is negative about, in place. @returns the sign that each was multiplied with */
function* largestPositive(y: Float64Array, width: number): Generator<void, Float64Array> {
  const signs = new Float64Array(width).fill(1);
  for (let c = 0; c < width; c++) {
    let largest = 0;
    for (let i = c; i < y.length; i += width) if (Math.abs(y[i]) > Math.abs(largest)) largest = y[i];
    if (largest >= 0) continue;
    signs[c] = -1;
    for (let i = c; i < y.length; i += width) y[i] *= -1;
    yield;
  }
  return signs;
}
