import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHalf } from '../core/half.ts';
import { quantizeRows, restoreRows } from './quantization.ts';

describe('int8 rows', () => {
  it('are off by at most half a scale, and use the whole range of codes', () => {
    const data = Float32Array.from({ length: 640 }, (_, i) => Math.sin(i * i) * (1 + (i % 7)));
    const { codes, scales } = quantizeRows(data, 10);
    const restored = restoreRows({ codes, scales });
    data.forEach((x, i) => {
      expect(Math.abs(restored[i] - x)).toBeLessThanOrEqual(fromHalf(scales[Math.floor(i / 64)]) / 2);
    });
    for (let row = 0; row < 10; row++) {
      expect(Math.max(...codes.subarray(row * 64, row * 64 + 64).map(Math.abs))).toBe(127);
    }
  });

  it('keep a row of zeros, and rows too small for a code, as zeros with scale 0', () => {
    const { codes, scales } = quantizeRows(Float32Array.of(0, -0, 1e-9, -1e-9, 1, -1), 3);
    expect([...scales.subarray(0, 2)]).toEqual([0, 0]);
    expect([...codes]).toEqual([0, 0, 0, 0, 127, -127]);
  });

  it('give the same codes and scales when what was restored is quantized again', () => {
    const weight = fc.oneof(
      fc.float({ min: -1e6, max: 1e6, noNaN: true }),
      fc.float({ min: -1, max: 1, noNaN: true }),
      fc.float({ min: Math.fround(-1e-3), max: Math.fround(1e-3), noNaN: true }),
      fc.constantFrom(0, -0, 1e-38, 2 ** -14, 127 * 2 ** -14, 126.99 * 2 ** -14),
    );
    fc.assert(
      fc.property(fc.array(weight, { minLength: 6, maxLength: 6 }), (weights) => {
        const once = quantizeRows(Float32Array.from(weights), 2);
        expect(quantizeRows(restoreRows(once), 2)).toEqual(once);
      }),
      { seed: 1, numRuns: 3000 },
    );
  });
});
