/** Most dimensions of a code, and most levels of one. */
export const MOST_DIMENSIONS = 8;
export const MOST_LEVELS = 255;

/** How the kernels are given the levels: a byte each, four dimensions to a number, the first the lowest. */
export interface PackedLevels {
  readonly levels_low: number;
  readonly levels_high: number;
}

export function packLevels(levels: readonly number[]): PackedLevels {
  const four = (from: number): number =>
    levels.slice(from, from + 4).reduce((packed, count, i) => packed + count * 2 ** (8 * i), 0);
  return { levels_low: four(0), levels_high: four(4) };
}

export const unpackLevels = (dims: number, { levels_low, levels_high }: PackedLevels): number[] =>
  Array.from({ length: dims }, (_, d) => ((d < 4 ? levels_low : levels_high) >>> (8 * (d % 4))) & 255);

/** Codes that levels tell apart: Π L. */
export const codesOf = (levels: readonly number[]): number => levels.reduce((product, count) => product * count, 1);

/**
 * The index of a code in mixed radix, the first digit the lowest: Σ_d digit[d] · Π_{e<d} L[e], below Π L.
 * @throws RangeError at a digit that is not among the levels of its dimension
 */
export function indexOfDigits(digits: ArrayLike<number>, levels: readonly number[]): number {
  if (digits.length !== levels.length) {
    throw new RangeError(`fsq: ${digits.length} digits, expected ${levels.length}, one for each dimension`);
  }
  let index = 0;
  levels.reduce((basis, count, d) => {
    const digit = digits[d];
    if (!Number.isInteger(digit) || digit < 0 || digit >= count) {
      throw new RangeError(`fsq: digit ${d} is ${digit}, expected a whole number from 0 to ${count - 1}`);
    }
    index += digit * basis;
    return basis * count;
  }, 1);
  return index;
}

/**
 * The digits of an index, the inverse of `indexOfDigits`.
 * @throws RangeError at an index that is not below Π L
 */
export function digitsOfIndex(index: number, levels: readonly number[]): number[] {
  const codes = codesOf(levels);
  if (!Number.isInteger(index) || index < 0 || index >= codes) {
    throw new RangeError(`fsq: index ${index}, expected a whole number from 0 to ${codes - 1}`);
  }
  let left = index;
  return levels.map((count) => {
    const digit = left % count;
    left = (left - digit) / count;
    return digit;
  });
}

/** What the layers behind read of a digit: (digit − ⌊L/2⌋) / ⌊L/2⌋, in [−1, 1]. */
export const valueOfDigit = (digit: number, count: number): number => {
  const middle = Math.floor(count / 2);
  return (digit - middle) / middle;
};
