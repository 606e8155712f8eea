import { EPSILON } from '../sasrec.ts';

/** Layer norm of the rows of x (rows, gamma.length) with what its derivative needs. Ba et al. 2016, eqs. 3–4. */
export function layernorm(
  x: Float64Array,
  gamma: Float64Array,
  beta: Float64Array,
): { readonly y: Float64Array; readonly normal: Float64Array; readonly rstd: Float64Array } {
  const cols = gamma.length;
  const normal = new Float64Array(x.length);
  const rstd = new Float64Array(x.length / cols);
  for (let r = 0; r < rstd.length; r++) {
    const row = x.subarray(r * cols, (r + 1) * cols);
    const mean = row.reduce((sum, value) => sum + value, 0) / cols;
    const variance = row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / cols;
    rstd[r] = 1 / Math.sqrt(variance + EPSILON);
    for (let c = 0; c < cols; c++) normal[r * cols + c] = (row[c] - mean) * rstd[r];
  }
  return { y: normal.map((value, i) => gamma[i % cols] * value + beta[i % cols]), normal, rstd };
}

/** dx of layer norm: rstd · (g − mean(g) − n · mean(g·n)), where g = γ·dy and n are the normalised rows. */
export function layernormBackward(
  dy: Float64Array,
  gamma: Float64Array,
  normal: Float64Array,
  rstd: Float64Array,
): Float64Array {
  const cols = gamma.length;
  const dx = new Float64Array(dy.length);
  for (let r = 0; r < rstd.length; r++) {
    let mean = 0;
    let along = 0;
    for (let c = 0, i = r * cols; c < cols; c++, i++) {
      mean += (gamma[c] * dy[i]) / cols;
      along += (gamma[c] * dy[i] * normal[i]) / cols;
    }
    for (let c = 0, i = r * cols; c < cols; c++, i++) dx[i] = rstd[r] * (gamma[c] * dy[i] - mean - normal[i] * along);
  }
  return dx;
}

const ROOT = Math.sqrt(2 / Math.PI);
const CUBIC = 0.044715;

/** ½x(1 + tanh(√(2/π)(x + 0.044715x³))). Hendrycks & Gimpel 2016, section 2. */
export const gelu = (x: number): number => 0.5 * x * (1 + Math.tanh(ROOT * (x + CUBIC * x ** 3)));

/** Derivative of `gelu`. */
export function geluSlope(x: number): number {
  const t = Math.tanh(ROOT * (x + CUBIC * x ** 3));
  return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * ROOT * (1 + 3 * CUBIC * x * x);
}

/** x·σ(x). Elfwing et al. 2017, eq. 3. */
export const silu = (x: number): number => x / (1 + Math.exp(-x));

/** Derivative of `silu`. */
export function siluSlope(x: number): number {
  const share = 1 / (1 + Math.exp(-x));
  return share * (1 + x * (1 - share));
}

/** Softmax of each row of x (rows, cols). */
export function softmax(x: Float64Array, cols: number): Float64Array {
  const y = new Float64Array(x.length);
  for (let at = 0; at < x.length; at += cols) {
    const row = x.subarray(at, at + cols);
    const largest = row.reduce((a, b) => Math.max(a, b), -Infinity);
    const sum = row.reduce((total, value) => total + Math.exp(value - largest), 0);
    for (let c = 0; c < cols; c++) y[at + c] = Math.exp(row[c] - largest) / sum;
  }
  return y;
}

/** Mean over rows of −log softmax(logits)[target], and its derivative (p − [c = target]) / rows. */
export function crossEntropy(
  logits: Float64Array,
  targets: ArrayLike<number>,
  cols: number,
): { readonly loss: number; readonly dlogits: Float64Array } {
  const rows = targets.length;
  const dlogits = softmax(logits, cols);
  let loss = 0;
  for (let r = 0; r < rows; r++) {
    loss -= Math.log(dlogits[r * cols + targets[r]]) / rows;
    dlogits[r * cols + targets[r]] -= 1;
  }
  return { loss, dlogits: dlogits.map((value) => value / rows) };
}
