import { Pacer, type Pace } from '../core/pace.ts';
import { TopList } from '../core/top_list.ts';
import type { Vectors } from '../recommend/scorer.ts';

export interface Plane {
  /** One coordinate per item. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Share of the variance along each. */
  readonly shares: readonly [number, number];
}

/** An item and the cosine of its vector with another's. */
export interface Near {
  readonly item: number;
  readonly cosine: number;
}

const ROUNDS = 200;

/**
 * The two directions along which the vectors differ most: eigenvectors of their covariance by power iteration, the second
 * one orthogonal to the first. Pearson 1901. Determined but for signs, which make the largest coordinate positive.
 * @throws CancelledError
 */
export const principalPlane = (vectors: Vectors, pace: Pace = {}): Promise<Plane> =>
  new Pacer('look', pace).through(planeOf(vectors));

function* planeOf(vectors: Vectors): Generator<void, Plane> {
  const { width } = vectors;
  const centred = yield* centre(vectors);
  const covariance = yield* covarianceOf(centred, width);
  const total = Array.from({ length: width }, (_, c) => covariance[c * width + c]).reduce((sum, v) => sum + v, 0);
  const first = yield* leading(covariance, width, []);
  const second = yield* leading(covariance, width, [first.direction]);
  const share = (variance: number): number => (total > 0 ? variance / total : 0);
  return {
    x: yield* along(centred, first.direction),
    y: yield* along(centred, second.direction),
    shares: [share(first.variance), share(second.variance)],
  };
}

/** One coordinate per item, the largest positive. */
function* along(centred: Float64Array, direction: Float64Array): Generator<void, Float32Array> {
  const width = direction.length;
  const coordinates = new Float32Array(centred.length / width);
  let largest = 0;
  for (let i = 0; i < coordinates.length; i++) {
    coordinates[i] = dot(centred, i * width, direction, 0, width);
    if (Math.abs(coordinates[i]) > Math.abs(largest)) largest = coordinates[i];
    if (endsPiece(i, width)) yield;
  }
  return largest < 0 ? coordinates.map((x) => -x) : coordinates;
}

/** The `count` items most like `item` by the cosine of their vectors, the most alike first, without itself. @throws CancelledError */
export const nearest = (vectors: Vectors, item: number, count: number, pace: Pace = {}): Promise<Near[]> =>
  new Pacer('look', pace).through(nearestOf(vectors, item, count));

function* nearestOf({ values, width }: Vectors, item: number, count: number): Generator<void, Near[]> {
  const length = (i: number): number => Math.sqrt(dot(values, i * width, values, i * width, width)) || 1;
  const own = length(item);
  const items = values.length / width;
  const list = new TopList(Math.min(count, items));
  for (let i = 0; i < items; i++) {
    if (i !== item) list.offer(i, dot(values, i * width, values, item * width, width) / (own * length(i)));
    if (endsPiece(i, 2 * width)) yield;
  }
  return list.ranked().map(({ item: other, score }) => ({ item: other, cosine: score }));
}

/** The Euclidean length of each vector. @throws CancelledError */
export const lengths = (vectors: Vectors, pace: Pace = {}): Promise<Float64Array> =>
  new Pacer('look', pace).through(lengthsOf(vectors));

function* lengthsOf({ values, width }: Vectors): Generator<void, Float64Array> {
  const found = new Float64Array(values.length / width);
  for (let i = 0; i < found.length; i++) {
    found[i] = Math.sqrt(dot(values, i * width, values, i * width, width));
    if (endsPiece(i, width)) yield;
  }
  return found;
}

/** Rows of `products` multiplications each are looked at in pieces of about a million of these. */
const endsPiece = (row: number, products: number): boolean => row % Math.ceil(2 ** 20 / products) === 0;

function* centre({ values, width }: Vectors): Generator<void, Float64Array> {
  const mean = new Float64Array(width);
  const centred = new Float64Array(values.length);
  for (let row = 0; row < values.length; row += width) {
    for (let c = 0; c < width; c++) mean[c] += (values[row + c] * width) / values.length;
    if (endsPiece(row / width, width)) yield;
  }
  for (let row = 0; row < values.length; row += width) {
    for (let c = 0; c < width; c++) centred[row + c] = values[row + c] - mean[c];
    if (endsPiece(row / width, width)) yield;
  }
  return centred;
}

/** (width, width) Σ x xᵀ / items, which is symmetric: one half is summed up. */
function* covarianceOf(centred: Float64Array, width: number): Generator<void, Float64Array> {
  const sum = new Float64Array(width * width);
  const count = centred.length / width;
  for (let row = 0; row < centred.length; row += width) {
    for (let a = 0; a < width; a++) {
      for (let b = a; b < width; b++) sum[a * width + b] += (centred[row + a] * centred[row + b]) / count;
    }
    if (endsPiece(row / width, width * width)) yield;
  }
  for (let a = 0; a < width; a++) for (let b = 0; b < a; b++) sum[a * width + b] = sum[b * width + a];
  return sum;
}

function* leading(
  matrix: Float64Array,
  width: number,
  orthogonalTo: readonly Float64Array[],
): Generator<void, { readonly direction: Float64Array; readonly variance: number }> {
  // Any start that no eigenvector is likely to be orthogonal to.
  let direction = Float64Array.from({ length: width }, (_, c) => Math.cos(c * 1.7) + 0.1);
  let variance = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const next = Float64Array.from({ length: width }, (_, a) => dot(matrix, a * width, direction, 0, width));
    for (const other of orthogonalTo) {
      const part = dot(next, 0, other, 0, width);
      next.forEach((v, c) => (next[c] = v - part * other[c]));
    }
    variance = Math.sqrt(dot(next, 0, next, 0, width));
    if (variance === 0) break;
    direction = next.map((v) => v / variance);
    yield;
  }
  return { direction, variance };
}

function dot(a: Float64Array, at: number, b: Float64Array, bt: number, count: number): number {
  let sum = 0;
  for (let c = 0; c < count; c++) sum += a[at + c] * b[bt + c];
  return sum;
}
