import { describe, expect, it } from 'vitest';
import golden from './ranking.golden.json';
import * as reference from './ranking.reference.ts';

const scores = Float64Array.of(3, 1, 3, 2, 3, 0);

const floats = (values: readonly number[]): Float64Array => Float64Array.from(values);

describe('the reference of ranking', () => {
  it('gives ranks, lists and what is left without seen items as PyTorch does', () => {
    const [rows, items, k] = [2, 6, golden.k];
    const rank = new Float64Array(rows);
    reference.targetRank({ scores: floats(golden.scores), targets: floats(golden.targets), rank }, { items });
    expect([...rank]).toEqual(golden.rank);
    const list = (of: Float64Array) => {
      const [ids, values] = [new Float64Array(rows * k), new Float64Array(rows * k)];
      reference.topK({ scores: of, ids, values }, { rows, items, k });
      return { ids: [...ids], values: [...values] };
    };
    expect(list(floats(golden.scores))).toEqual({ ids: golden.ids, values: golden.values });
    const hidden = { scores: floats(golden.scores), offsets: floats(golden.offsets), seen: floats(golden.seen) };
    reference.excludeSeen(hidden, { rows, items });
    expect(list(hidden.scores).ids).toEqual(golden.left);
  });

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
