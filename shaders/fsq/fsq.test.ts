import { describe, expect, it } from 'vitest';
import { expectGradient } from '../../src/testing/gradient.ts';
import { noise } from '../../src/testing/random.ts';
import golden from './fsq.golden.json';
import * as reference from './fsq.reference.ts';
import { codesOf, digitsOfIndex, indexOfDigits, packLevels, unpackLevels, valueOfDigit } from './levels.ts';

const vectorsOf = (rows: number, levels: readonly number[]): reference.Vectors => ({
  rows,
  dims: levels.length,
  ...packLevels(levels),
});

function quantized(z: Float64Array, levels: readonly number[]) {
  const vectors = vectorsOf(z.length / levels.length, levels);
  const [y, index] = [new Float64Array(z.length), new Float64Array(vectors.rows)];
  reference.forward({ z, y, index }, vectors);
  return { y, index };
}

function pulledBack(dy: Float64Array, z: Float64Array, levels: readonly number[]): Float64Array {
  const dz = new Float64Array(z.length);
  reference.backward({ dy, z, dz }, vectorsOf(z.length / levels.length, levels));
  return dz;
}

describe('the reference of finite scalar quantization', () => {
  it('equals PyTorch, values, codes and the straight-through gradient', () => {
    const z = Float64Array.from(golden.z);
    const { y, index } = quantized(z, golden.levels);
    golden.y.forEach((value, i) => expect(y[i]).toBeCloseTo(value, 12));
    expect([...index]).toEqual(golden.index);
    const dz = pulledBack(Float64Array.from(golden.dy), z, golden.levels);
    golden.dz.forEach((value, i) => expect(dz[i]).toBeCloseTo(value, 12));
  });

  it('has the gradient that central differences find of what is not rounded', () => {
    const levels = [2, 3, 4, 5, 8, 16, 255];
    expectGradient(
      ([z]) =>
        z.map((x, i) => {
          const bound = reference.boundOf(levels[i % levels.length]);
          return reference.bounded(x, bound) / bound.middle;
        }),
      ([z], dy) => [pulledBack(dy, z, levels)],
      [noise(3 * levels.length, 2)],
    );
  });

  it.each([2, 3, 4, 5, 6, 7, 8, 16, 254, 255])('reaches each of %i levels and no other', (count) => {
    const z = Float64Array.from({ length: 40_001 }, (_, i) => (i - 20_000) / 2000);
    const { index } = quantized(z, [count]);
    expect([...new Set(index)]).toEqual(Array.from({ length: count }, (_, digit) => digit));
  });

  it('gives the ends of the range to numbers of any size, and no number that is not finite', () => {
    const { y, index } = quantized(Float64Array.of(-3e38, 3e38, -3e38, 3e38), [8, 5]);
    expect([...y]).toEqual([-1, 1, -1, 1]);
    expect([...index]).toEqual([32, 32]);
    expect([...pulledBack(Float64Array.of(1, 1), Float64Array.of(3e38, -3e38), [8, 5])]).toEqual([0, 0]);
  });

  it('rounds a half to the even level', () => {
    expect([-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 2.4999, 2.5001].map(reference.roundHalfToEven)).toEqual([
      -2, -2, 0, 0, 2, 2, 2, 3,
    ]);
  });
});

describe('codes', () => {
  it.each([[[8, 8, 8, 6, 5]], [[2]], [[3, 2, 255]]])('of levels %j are numbered without gaps and back', (levels) => {
    const codes = codesOf(levels);
    for (let index = 0; index < codes; index++) {
      const digits = digitsOfIndex(index, levels);
      if (indexOfDigits(digits, levels) !== index) expect.fail(`${index} comes back as another`);
    }
    expect(
      indexOfDigits(
        levels.map((count) => count - 1),
        levels,
      ),
    ).toBe(codes - 1);
  });

  it('are 15,360 with the levels of RecGPT, whose value is that of the digits', () => {
    const levels = [8, 8, 8, 6, 5];
    expect(codesOf(levels)).toBe(15_360);
    const z = noise(40 * 5, 3, 3);
    const { y, index } = quantized(z, levels);
    index.forEach((code, r) => {
      const values = digitsOfIndex(code, levels).map((digit, d) => valueOfDigit(digit, levels[d]));
      expect(values).toEqual([...y.subarray(5 * r, 5 * r + 5)]);
    });
  });

  it('refuse digits and numbers that are none', () => {
    expect(() => indexOfDigits([1], [8, 5])).toThrow('fsq: 1 digits, expected 2');
    expect(() => indexOfDigits([1, 5], [8, 5])).toThrow('fsq: digit 1 is 5, expected a whole number from 0 to 4');
    expect(() => digitsOfIndex(40, [8, 5])).toThrow('fsq: index 40, expected a whole number from 0 to 39');
  });

  it('come back from how kernels are given their levels', () => {
    for (const levels of [[255, 2, 254, 128, 3, 255, 255, 255], [8, 8, 8, 6, 5], [2]]) {
      expect(unpackLevels(levels.length, packLevels(levels))).toEqual(levels);
    }
  });
});
