import { describe, expect, it } from 'vitest';
import { split } from './split.ts';

describe('the split of a long sum', () => {
  it('covers k exactly once with no empty share', () => {
    for (const m of [1, 33, 256, 5000]) {
      for (let k = 1; k < 3000; k += 37) {
        const { span, shares } = split({ m, n: 64, k });
        expect(span * shares).toBeGreaterThanOrEqual(k);
        expect(span * (shares - 1)).toBeLessThan(k);
      }
    }
  });

  it('is none where k is short or the product has tiles enough', () => {
    expect(split({ m: 64, n: 64, k: 127 }).shares).toBe(1);
    expect(split({ m: 1600, n: 2000, k: 6400 }).shares).toBe(1);
  });

  it('gives the weight gradient of a small layer many workgroups', () => {
    expect(split({ m: 64, n: 64, k: 6400 })).toEqual({ span: 64, shares: 100 });
    expect(split({ m: 256, n: 64, k: 1600 })).toEqual({ span: 64, shares: 25 });
  });
});
