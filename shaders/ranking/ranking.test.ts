import { describe, expect, it } from 'vitest';
import * as reference from './ranking.reference.ts';

const scores = Float64Array.of(3, 1, 3, 2, 3, 0);

describe('the reference of ranking', () => {
  it.each([
    [1, 4],
    [3, 3],
    [0, 1],
    [5, 5],
  ])('gives target %i of [3, 1, 3, 2, 3, 0] the expected rank %f', (target, expected) => {
    const rank = new Float64Array(1);
    reference.targetRank({ scores, targets: Float64Array.of(target), rank }, { items: 6 });
    expect(rank[0]).toBe(expected);
  });

  it('lists the best first, equal ones by their index', () => {
    const [ids, values] = [new Float64Array(4), new Float64Array(4)];
    reference.topK({ scores, ids, values }, { rows: 1, items: 6, k: 4 });
    expect([...ids]).toEqual([0, 2, 4, 3]);
    expect([...values]).toEqual([3, 3, 3, 2]);
  });

  it('hides what each row has seen, and only there', () => {
    const t = {
      scores: Float64Array.of(1, 2, 3, 4, 5, 6),
      offsets: Float64Array.of(0, 0, 2),
      seen: Float64Array.of(2, 0),
    };
    reference.excludeSeen(t, { rows: 2, items: 3 });
    expect([...t.scores]).toEqual([1, 2, 3, reference.EXCLUDED, 5, reference.EXCLUDED]);
  });
});
