/** Dense products in f64, row-major: the yardstick of every library, so as plain as they can be. */

/** a (rows, inner) · b (inner, cols). */
export function multiply(a: Float64Array, b: Float64Array, rows: number, inner: number, cols: number): Float64Array {
  const y = new Float64Array(rows * cols);
  for (let r = 0; r < rows; r++) {
    for (let i = 0; i < inner; i++) {
      const factor = a[r * inner + i];
      for (let c = 0; c < cols; c++) y[r * cols + c] += factor * b[i * cols + c];
    }
  }
  return y;
}

/** xᵀ (cols, rows) of x (rows, cols). */
export function transpose(x: Float64Array, rows: number, cols: number): Float64Array {
  const y = new Float64Array(x.length);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < cols; c++) y[c * rows + r] = x[r * cols + c];
  }
  return y;
}

/** a + b, element by element. */
export const add = (a: Float64Array, b: Float64Array): Float64Array => a.map((value, i) => value + b[i]);

/** Each row of x (rows, bias.length) plus `bias`. */
export const addRow = (x: Float64Array, bias: Float64Array): Float64Array =>
  x.map((value, i) => value + bias[i % bias.length]);

/** Sums over the rows of x (rows, cols). */
export function sumRows(x: Float64Array, cols: number): Float64Array {
  const sums = new Float64Array(cols);
  for (let i = 0; i < x.length; i++) sums[i % cols] += x[i];
  return sums;
}

/** Rows `ids` of `table` (any, width). */
export function gatherRows(table: Float64Array, ids: ArrayLike<number>, width: number): Float64Array {
  const y = new Float64Array(ids.length * width);
  for (let i = 0; i < ids.length; i++) y.set(table.subarray(ids[i] * width, (ids[i] + 1) * width), i * width);
  return y;
}
