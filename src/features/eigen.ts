/** Rounds over all pairs after which a matrix of any size that is used here has long settled. */
const MOST_ROUNDS = 60;

/**
 * Eigenvalues of a symmetric matrix, falling, and its eigenvectors as columns, by rotations that turn one pair of axes after
 * another until nothing is left beside the diagonal.
 *
 * @param a  (n, n), row-major; overwritten
 * @see Jacobi 1846; Golub & Van Loan, Matrix Computations, section 8.5
 */
export function eigenvectors(a: Float64Array, n: number): { values: Float64Array; vectors: Float64Array } {
  const vectors = Float64Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1 : 0));
  for (let round = 0; round < MOST_ROUNDS && !isDiagonal(a, n); round++) {
    for (let p = 0; p < n - 1; p++) for (let q = p + 1; q < n; q++) rotate(a, vectors, n, p, q);
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => a[j * n + j] - a[i * n + i] || i - j);
  return {
    values: Float64Array.from(order, (i) => a[i * n + i]),
    vectors: Float64Array.from({ length: n * n }, (_, at) => vectors[Math.floor(at / n) * n + order[at % n]]),
  };
}

/** Whether what stands beside the diagonal is nothing to what stands on it. */
function isDiagonal(a: Float64Array, n: number): boolean {
  let [beside, on] = [0, 0];
  a.forEach((value, i) => (i % (n + 1) === 0 ? (on += value * value) : (beside += value * value)));
  return beside <= 1e-26 * on;
}

/** Turns axes p and q so that a[p, q] becomes 0. */
function rotate(a: Float64Array, vectors: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q];
  if (apq === 0) return;
  const theta = (a[q * n + q] - a[p * n + p]) / (2 * apq);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  for (let k = 0; k < n; k++) turn(a, k * n + p, k * n + q, c, s);
  for (let k = 0; k < n; k++) turn(a, p * n + k, q * n + k, c, s);
  for (let k = 0; k < n; k++) turn(vectors, k * n + p, k * n + q, c, s);
}

function turn(values: Float64Array, i: number, j: number, c: number, s: number): void {
  const [x, y] = [values[i], values[j]];
  values[i] = c * x - s * y;
  values[j] = s * x + c * y;
}
