/** Item vectors of a model: (items, width), row-major. */
export interface Vectors {
  readonly values: Float64Array;
  readonly width: number;
}

export interface Plane {
  /** One coordinate per item. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** Share of the variance along each. */
  readonly shares: readonly [number, number];
}

const ROUNDS = 200;

/**
 * The two directions along which the vectors differ most: eigenvectors of their covariance by power iteration, the second
 * one orthogonal to the first. Pearson 1901. Determined but for signs, which make the largest coordinate positive.
 */
export function principalPlane(vectors: Vectors): Plane {
  const { values, width } = vectors;
  const centred = centre(vectors);
  const covariance = covarianceOf(centred, width);
  const total = Array.from({ length: width }, (_, c) => covariance[c * width + c]).reduce((sum, v) => sum + v, 0);
  const first = leading(covariance, width, []);
  const second = leading(covariance, width, [first.direction]);
  const count = values.length / width;
  const along = (direction: Float64Array): Float32Array => {
    const coordinates = Float32Array.from({ length: count }, (_, i) => dot(centred, i * width, direction, 0, width));
    const largest = coordinates.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0);
    return largest < 0 ? coordinates.map((x) => -x) : coordinates;
  };
  const share = (variance: number): number => (total > 0 ? variance / total : 0);
  return {
    x: along(first.direction),
    y: along(second.direction),
    shares: [share(first.variance), share(second.variance)],
  };
}

/** The `count` items most like `item` by the cosine of their vectors, the most alike first, without itself. */
export function nearest({ values, width }: Vectors, item: number, count: number): { item: number; cosine: number }[] {
  const length = (i: number): number => Math.sqrt(dot(values, i * width, values, i * width, width)) || 1;
  const own = length(item);
  const all = Array.from({ length: values.length / width }, (_, i) => ({
    item: i,
    cosine: dot(values, i * width, values, item * width, width) / (own * length(i)),
  }));
  return all
    .filter((other) => other.item !== item)
    .sort((a, b) => b.cosine - a.cosine || a.item - b.item)
    .slice(0, count);
}

function centre({ values, width }: Vectors): Float64Array {
  const mean = new Float64Array(width);
  values.forEach((v, i) => (mean[i % width] += (v * width) / values.length));
  return values.map((v, i) => v - mean[i % width]);
}

/** (width, width) Σ x xᵀ / items. */
function covarianceOf(centred: Float64Array, width: number): Float64Array {
  const sum = new Float64Array(width * width);
  const count = centred.length / width;
  for (let row = 0; row < centred.length; row += width) {
    for (let a = 0; a < width; a++) {
      for (let b = 0; b < width; b++) sum[a * width + b] += (centred[row + a] * centred[row + b]) / count;
    }
  }
  return sum;
}

function leading(matrix: Float64Array, width: number, orthogonalTo: readonly Float64Array[]) {
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
  }
  return { direction, variance };
}

function dot(a: Float64Array, at: number, b: Float64Array, bt: number, count: number): number {
  let sum = 0;
  for (let c = 0; c < count; c++) sum += a[at + c] * b[bt + c];
  return sum;
}
