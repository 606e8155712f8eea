import { describe, expect, it } from 'vitest';
import { fromHalf, toHalf, toHalfAbove } from './half.ts';

describe('half precision', () => {
  it('gives back every half that is a number', () => {
    for (let bits = 0; bits < 0x10000; bits++) {
      const value = fromHalf(bits);
      if (!Number.isNaN(value)) expect(toHalf(value), `bits ${bits}`).toBe(bits);
    }
  });

  it.each([
    [1, 0x3c00],
    [-2, 0xc000],
    [65504, 0x7bff],
    [65519.99, 0x7bff],
    [65520, 0x7c00],
    [-1e9, 0xfc00],
    [2 ** -24, 1],
    [2 ** -25, 0],
    [1.5 * 2 ** -24, 2],
    [1 + 2 ** -11, 0x3c00],
    [1 + 3 * 2 ** -11, 0x3c02],
    [-0, 0x8000],
  ])('writes %d as IEEE 754 does', (x, bits) => {
    expect(toHalf(x)).toBe(bits);
  });

  it('keeps what is not a number', () => {
    expect(fromHalf(toHalf(NaN))).toBeNaN();
  });

  it('rounds up to the next half only where it must', () => {
    for (const x of [0, 1e-7, 0.1, 1, 1.0001, 7874.1, 65504]) {
      const bits = toHalfAbove(x);
      expect(fromHalf(bits)).toBeGreaterThanOrEqual(x);
      if (bits > 0) expect(fromHalf(bits - 1)).toBeLessThan(x === 0 ? 1 : x);
    }
  });
});
