import { describe, expect, it } from 'vitest';
import { noise } from '../../src/testing/random.ts';
import { invertIds } from '../embedding/inverted_index.ts';
import golden from './codebook.golden.json';
import * as reference from './codebook.reference.ts';

const floats = (values: readonly number[]): Float64Array => Float64Array.from(values);

function found(a: Float64Array, b: Float64Array, k: number) {
  const sizes = { m: a.length / k, n: b.length / k, k };
  const t = { a, b, index: new Float64Array(sizes.m), residual: new Float64Array(a.length) };
  reference.nearest(t, sizes);
  return t;
}

describe('the reference of a codebook', () => {
  it('finds the codes and what is left as PyTorch does, and follows their means', () => {
    const { index, residual } = found(floats(golden.a), floats(golden.b), 3);
    expect([...index]).toEqual(golden.index);
    golden.residual.forEach((value, i) => expect(residual[i]).toBeCloseTo(value, 12));
    const offsets = [0, 1, 2, 3].map((code) => golden.index.filter((i) => i < code).length);
    const t = {
      found: floats(golden.found),
      offsets: floats([...offsets, golden.index.length]),
      counts: floats(golden.counts),
      sums: floats(golden.sums),
      codebook: floats(golden.b),
      counts_after: new Float64Array(4),
    };
    reference.update(t, { codes: 4, width: 3, decay: golden.decay });
    golden.counts_after.forEach((value, i) => expect(t.counts_after[i]).toBeCloseTo(value, 12));
    golden.sums_after.forEach((value, i) => expect(t.sums[i]).toBeCloseTo(value, 12));
    golden.codebook.forEach((value, i) => expect(t.codebook[i]).toBeCloseTo(value, 12));
  });

  it('gives the lowest of codes that are equally near', () => {
    const { index, residual } = found(Float64Array.of(1, 0, 5, 5), Float64Array.of(0, 0, 2, 0, 5, 5, 5, 5), 2);
    expect([...index]).toEqual([0, 2]);
    expect([...residual]).toEqual([1, 0, 0, 0]);
  });

  it('looks at as many elements as it needs and finds what all of them say', () => {
    const k = 19;
    const [a, b] = [noise(40 * k, 1), noise(30 * k, 2)];
    const { index } = found(a, b, k);
    const distance = (r: number, c: number): number => {
      let sum = 0;
      for (let i = 0; i < k; i++) sum += (a[r * k + i] - b[c * k + i]) ** 2;
      return sum;
    };
    index.forEach((code, r) => {
      const all = Array.from({ length: 30 }, (_, c) => distance(r, c));
      expect(code).toBe(all.indexOf(Math.min(...all)));
    });
  });

  it('moves codes to the means of their vectors and leaves one that nothing found', () => {
    const vectors = Float64Array.of(1, 2, 3, 4, 7, 8);
    const { offsets, places } = invertIds(Uint32Array.of(3, 1, 3), 4); // codes 2, 0, 2
    expect([...places]).toEqual([1, 0, 2]);
    const t = {
      found: Float64Array.of(vectors[2], vectors[3], 0, 0, vectors[0] + vectors[4], vectors[1] + vectors[5]),
      offsets: Float64Array.from(offsets.subarray(1)),
      counts: Float64Array.of(9, 9, 9),
      sums: noise(6, 3),
      codebook: Float64Array.of(0, 0, 5, 6, 0, 0),
      counts_after: new Float64Array(3),
    };
    reference.update(t, { codes: 3, width: 2, decay: 0 });
    expect([...t.codebook]).toEqual([3, 4, 5, 6, 4, 5]);
    expect([...t.counts_after]).toEqual([1, 0, 2]);
  });
});
