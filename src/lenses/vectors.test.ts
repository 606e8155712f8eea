import { describe, expect, it } from 'vitest';
import { noise } from '../testing/random.ts';
import { nearest, principalPlane } from './vectors.ts';

describe('the principal plane', () => {
  it('finds the directions in which points were stretched, and their shares of the variance', async () => {
    const [a, b] = [noise(400, 1, 3), noise(400, 2, 1)];
    // a along (0.6, 0.8, 0), b along (0, 0, 1), both from a centre that is not 0.
    const values = Float64Array.from({ length: 1200 }, (_, i) => {
      const [row, c] = [Math.floor(i / 3), i % 3];
      return 5 + [0.6 * a[row], 0.8 * a[row], b[row]][c];
    });
    const { x, y, shares } = await principalPlane({ values, width: 3 });
    const correlation = (p: Float32Array, q: Float64Array): number => {
      const mean = (v: ArrayLike<number>): number => Array.from(v).reduce((s, n) => s + n, 0) / v.length;
      const [mp, mq] = [mean(p), mean(q)];
      const sum = (f: (i: number) => number): number => Array.from(p, (_, i) => f(i)).reduce((s, n) => s + n, 0);
      const cov = sum((i) => (p[i] - mp) * (q[i] - mq));
      return Math.abs(cov) / Math.sqrt(sum((i) => (p[i] - mp) ** 2) * sum((i) => (q[i] - mq) ** 2));
    };
    expect(correlation(x, a)).toBeGreaterThan(0.999);
    expect(correlation(y, b)).toBeGreaterThan(0.98);
    expect(shares[0]).toBeCloseTo(0.9, 1);
    expect(shares[0] + shares[1]).toBeCloseTo(1, 9);
  });

  it('is a point where all vectors are equal', async () => {
    const { x, shares } = await principalPlane({ values: new Float64Array(6).fill(2), width: 2 });
    expect([...x, ...shares]).toEqual([0, 0, 0, 0, 0]);
  });
});

it('the nearest items are those whose vectors point the same way, whatever their length', async () => {
  const values = Float64Array.of(1, 0, 9, 1, 0, 3, -2, 0);
  expect((await nearest({ values, width: 2 }, 0, 2)).map(({ item }) => item)).toEqual([1, 2]);
  expect((await nearest({ values, width: 2 }, 0, 9)).at(-1)).toEqual({ item: 3, cosine: -1 });
});
