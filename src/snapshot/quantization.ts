/**
 * Weights as int8: each row w of a matrix becomes codes q in −127 … 127 and one half-precision scale s, so that
 * w ≈ s · q with |w − s q| ≤ s / 2. s is max|w| / 127 rounded up to the next half, at least the smallest normal one; a row
 * of zeros has s = 0. Products s · q are exact in f32, hence quantizing a restored row gives the same codes and scale:
 * every matrix has one spelling.
 *
 * Symmetric per-channel quantization: Jacob et al. 2018, arXiv:1712.05877, section 2, with zero point 0.
 */
import { fromHalf, toHalf, toHalfAbove } from '../core/half.ts';

export interface Rows {
  /** (rows × columns), row-major. */
  readonly codes: Int8Array;
  /** (rows) halves as bits. */
  readonly scales: Uint16Array;
}

const LARGEST_CODE = 127;
/** 2⁻¹⁴: below it halves lose precision. A row whose largest weight is under 0.0078 is stored to the nearest 6e-5. */
const SMALLEST_SCALE = toHalf(2 ** -14);

/** Codes and scales of a matrix of finite numbers of at most 1e6. */
export function quantizeRows(data: Float32Array, rows: number): Rows {
  const columns = data.length / rows;
  const codes = new Int8Array(data.length);
  const scales = new Uint16Array(rows);
  for (let row = 0; row < rows; row++) {
    const from = row * columns;
    let largest = 0;
    for (let i = from; i < from + columns; i++) largest = Math.max(largest, Math.abs(data[i]));
    const bits = Math.max(SMALLEST_SCALE, toHalfAbove(largest / LARGEST_CODE));
    const scale = fromHalf(bits);
    let nonzero = 0;
    for (let i = from; i < from + columns; i++) {
      codes[i] = Math.round(data[i] / scale);
      nonzero |= codes[i];
    }
    scales[row] = nonzero === 0 ? 0 : bits;
  }
  return { codes, scales };
}

/** The matrix that codes and scales stand for. */
export function restoreRows({ codes, scales }: Rows): Float32Array<ArrayBuffer> {
  const columns = codes.length / scales.length;
  const data = new Float32Array(codes.length);
  for (let row = 0; row < scales.length; row++) {
    const scale = fromHalf(scales[row]);
    for (let i = row * columns; i < (row + 1) * columns; i++) data[i] = scale * codes[i];
  }
  return data;
}

export const toHalves = (data: Float32Array): Uint16Array => Uint16Array.from(data, toHalf);
export const fromHalves = (bits: Uint16Array): Float32Array<ArrayBuffer> => Float32Array.from(bits, fromHalf);
