import { describe, expect, it } from 'vitest';
import { ShapeError } from '../core/errors.ts';
import { gradients } from '../graph/backward.ts';
import { leaf } from '../graph/tensor.ts';
import { evaluate } from '../runtime/cpu.ts';
import { noise } from '../testing/random.ts';
import { codeSums, followMeans, fsq, nearestCode } from './index.ts';

describe('finite scalar quantization', () => {
  const levels = [8, 6, 5];
  const z = leaf('z', [2, 4, 3]);

  it('keeps leading axes, numbers codes below Π L and passes gradients straight through', () => {
    const { y, index } = fsq(z, levels);
    expect([y.shape, index.shape]).toEqual([
      [2, 4, 3],
      [2, 4],
    ]);
    const leaves = { z: noise(24, 1, 2), dy: new Float64Array(24).fill(1) };
    const [codes, dz] = evaluate([index, gradients(y, leaf('dy', y.shape), [z])[0]], leaves);
    expect(codes.every((code) => Number.isInteger(code) && code >= 0 && code < 240)).toBe(true);
    expect(dz.every((slope) => slope > 0)).toBe(true);
  });

  it('refuses levels that do not fit', () => {
    expect(() => fsq(z, [8, 6])).toThrow('fsq: 2 levels for 3 dimensions, expected one each, 8 at most');
    expect(() => fsq(z, [8, 1, 5])).toThrow('fsq: dimension 1 has 1 levels, expected a whole number from 2 to 255');
    expect(() => fsq(leaf('z', [2, 8]), [255, 255, 255, 255, 255, 2, 2, 2])).toThrow('expected fewer than 2³²');
  });
});

describe('a codebook', () => {
  it('is found and follows what found it, in pieces as at once', () => {
    const [x, codebook] = [leaf('x', [6, 2]), leaf('codebook', [3, 2])];
    const values = {
      x: Float64Array.of(0, 0, 9, 9, 1, 1, 8, 8, 0, 1, 9, 8),
      codebook: Float64Array.of(0, 0, 9, 9, 50, 50),
    };
    const { index, residual } = nearestCode(x, codebook);
    const [codes, left] = evaluate([index, residual], values);
    expect([...codes]).toEqual([0, 1, 0, 1, 0, 1]);
    expect([...left]).toEqual([0, 0, 0, 0, 1, 1, -1, -1, 0, 1, 0, -1]);

    const places = { offsets: leaf('offsets', [4], 'u32'), places: leaf('places', [6], 'u32') };
    const before = { codebook, sums: leaf('sums', [3, 2]), counts: leaf('counts', [3]) };
    const after = followMeans(before, codeSums(x, places, leaf('sofar', [3, 2])), places.offsets, 0);
    const [moved, counts] = evaluate([after.codebook, after.counts], {
      ...values,
      offsets: Float64Array.of(0, 3, 6, 6),
      places: Float64Array.of(0, 2, 4, 1, 3, 5),
      sofar: new Float64Array(6),
      sums: new Float64Array(6),
      counts: new Float64Array(3),
    });
    expect([...moved].map((value) => Math.round(value * 300) / 100)).toEqual([1, 2, 26, 25, 150, 150]);
    expect([...counts]).toEqual([3, 3, 0]);
  });

  it('refuses codes of another width', () => {
    expect(() => nearestCode(leaf('x', [6, 2]), leaf('codebook', [3, 4]))).toThrow(ShapeError);
  });
});
