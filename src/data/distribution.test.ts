import { describe, expect, it } from 'vitest';
import { bars, distribution, gini, quantile } from './distribution.ts';

describe('quantile', () => {
  it('interpolates as numpy does', () => {
    // numpy.quantile([1, 2, 4, 8], [0, 0.5, 0.95, 1])
    expect([0, 0.5, 0.95, 1].map((q) => quantile([1, 2, 4, 8], q))).toEqual([1, 3, expect.closeTo(7.4, 12), 8]);
  });

  it('is 0 of nothing', () => {
    expect(quantile([], 0.5)).toBe(0);
  });
});

describe('bars', () => {
  it('doubles from bar to bar and keeps empty ones between', () => {
    expect(bars([0, 0, 1, 2, 3, 16])).toEqual([
      { from: 0, to: 0, count: 2 },
      { from: 1, to: 1, count: 1 },
      { from: 2, to: 3, count: 2 },
      { from: 4, to: 7, count: 0 },
      { from: 8, to: 15, count: 0 },
      { from: 16, to: 31, count: 1 },
    ]);
  });

  it('begins at the smallest value', () => {
    expect(bars([7, 8])).toEqual([
      { from: 4, to: 7, count: 1 },
      { from: 8, to: 15, count: 1 },
    ]);
    expect(bars([])).toEqual([]);
  });
});

describe('distribution', () => {
  it('sums up whole numbers', () => {
    expect(distribution(Uint32Array.of(1, 3, 8))).toMatchObject({ min: 1, median: 3, mean: 4, p95: 7.5, max: 8 });
  });
});

describe('gini', () => {
  it('is 0 for equal shares and (n − 1) / n when one has everything', () => {
    expect(gini(Uint32Array.of(5, 5, 5))).toBe(0);
    expect(gini(Uint32Array.of(0, 0, 0, 9))).toBe(0.75);
    expect(gini(Uint32Array.of(0, 0))).toBe(0);
  });

  it('is the mean absolute difference over twice the mean', () => {
    // Of 1, 2, 6: |differences| sum to 2 (1 + 5 + 4) over 9 pairs; 20 / 9 / (2 · 3).
    expect(gini(Uint32Array.of(1, 2, 6))).toBeCloseTo(20 / 9 / 6, 15);
  });
});
