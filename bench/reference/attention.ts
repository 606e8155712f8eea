/** Rows of one head inside a wider matrix: element (t, c) is `values[offset + t·stride + c]`. */
export interface HeadRows {
  readonly values: Float64Array;
  readonly offset: number;
  readonly stride: number;
}

interface HeadSizes {
  readonly length: number;
  readonly width: number;
}

function dot(a: HeadRows, i: number, b: HeadRows, j: number, width: number): number {
  let sum = 0;
  for (let c = 0; c < width; c++) sum += a.values[a.offset + i * a.stride + c] * b.values[b.offset + j * b.stride + c];
  return sum;
}

/** Row i of y plus `factor` times row j of x. */
function accumulate(y: HeadRows, i: number, factor: number, x: HeadRows, j: number, width: number): void {
  for (let c = 0; c < width; c++)
    y.values[y.offset + i * y.stride + c] += factor * x.values[x.offset + j * x.stride + c];
}

/** Probabilities of query i over keys 0 … i: softmax of q·k/√width. Vaswani et al. 2017, eq. 1, causal. */
function probabilities(q: HeadRows, k: HeadRows, i: number, width: number): Float64Array {
  const scores = Float64Array.from({ length: i + 1 }, (_, j) => dot(q, i, k, j, width) / Math.sqrt(width));
  const largest = scores.reduce((a, b) => Math.max(a, b), -Infinity);
  const weights = scores.map((score) => Math.exp(score - largest));
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((value) => value / sum);
}

/** One head of causal attention; adds to y. */
export function attendHead(q: HeadRows, k: HeadRows, v: HeadRows, y: HeadRows, { length, width }: HeadSizes): void {
  for (let i = 0; i < length; i++) {
    probabilities(q, k, i, width).forEach((p, j) => accumulate(y, i, p, v, j, width));
  }
}

/** Derivative of `attendHead`: dv_j = Σ p_ij dy_i; ds_ij = p_ij(dy_i·v_j − dy_i·y_i); adds to dq, dk and dv. */
export function attendHeadBackward(
  { q, k, v, y, dy }: Readonly<Record<'q' | 'k' | 'v' | 'y' | 'dy', HeadRows>>,
  { dq, dk, dv }: Readonly<Record<'dq' | 'dk' | 'dv', HeadRows>>,
  { length, width }: HeadSizes,
): void {
  for (let i = 0; i < length; i++) {
    const mean = dot(dy, i, y, i, width);
    probabilities(q, k, i, width).forEach((p, j) => {
      const ds = (p * (dot(dy, i, v, j, width) - mean)) / Math.sqrt(width);
      accumulate(dv, j, p, dy, i, width);
      accumulate(dq, i, ds, k, j, width);
      accumulate(dk, j, ds, q, i, width);
    });
  }
}
