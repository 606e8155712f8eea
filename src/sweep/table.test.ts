import { describe, expect, it } from 'vitest';
import { metricIntervals } from '../evaluate/bootstrap.ts';
import { placesText, ranksOf } from './places.ts';
import type { SweepRun } from './results.ts';
import { verdictOf } from './table.ts';

const users = 40;
const ranks = (shift: number): Float64Array =>
  Float64Array.from({ length: users }, (_, k) => ((k * 7) % 20) + shift / 2);
const run = (ndcg10: number, places: Float64Array, targets: number[] | null = null): SweepRun => ({
  ...{ digest: `${ndcg10}`, validation: { hr10: 0.5, ndcg10 }, test: { hr10: 0, ndcg10: 0 } },
  ...{ places: placesText(places), targets, bestEpoch: 1, epochs: 2, seconds: 3, adapter: 'a', commit: 'c' },
  stateSha256: 'ab',
});
const point = (width: number, ...runs: SweepRun[]) => ({
  values: { width },
  runs: runs.map((one, i) => ({ seed: i + 1, run: one })),
});

describe('places as text', () => {
  it('keep whole and half ranks of the first ten, and no more', () => {
    const given = Float64Array.of(0, 0.5, 9, 9.5, 10, 3e6, Infinity);
    expect(placesText(given)).toBe('01ij...');
    expect(ranksOf('01ij...')).toEqual(Float64Array.of(0, 0.5, 9, 9.5, Infinity, Infinity, Infinity));
  });
});

describe('the verdict of a sweep', () => {
  it('chooses by validation and compares on the test targets, user by user', async () => {
    const grid = [
      point(8, run(0.2, ranks(0))),
      point(16, run(0.3, ranks(8))),
      point(32),
      point(64, run(0.1, ranks(8))),
    ];
    const { rows, best, sentence } = await verdictOf(grid);
    expect(best).toBe(1);
    expect(rows[0]).toMatchObject({ apart: true, behind: { value: expect.closeTo(-0.12808, 5) as number } });
    expect(rows[1]).toMatchObject({ apart: null, behind: null });
    expect(rows[2]).toMatchObject({ validation: null, test: null, apart: null });
    expect(rows[3]).toMatchObject({ apart: false, behind: { value: 0, low: 0, high: 0 } });
    const { ndcg } = await metricIntervals(ranks(0), '10');
    expect(rows[0].test?.ndcg10).toEqual(ndcg);
    expect(sentence).toMatch(
      /^width=16 is the best on the validation targets\. .* 1 of 2 others .* width=8 is better than width=16/,
    );
  });

  it('means over seeds, and refuses runs that were asked other targets', async () => {
    const two = await verdictOf([point(8, run(0.2, ranks(0)), run(0.4, ranks(40)))]);
    const one = await verdictOf([point(8, run(0.2, ranks(0)))]);
    expect(two.rows[0].validation?.ndcg10).toBeCloseTo(0.3, 12);
    expect(two.rows[0].test?.ndcg10.value).toBeCloseTo((one.rows[0].test?.ndcg10.value ?? 0) / 2, 12);
    expect(two.sentence).toBe('width=8 is the only one that ended.');
    const fewer = run(0.1, ranks(0).subarray(1));
    await expect(verdictOf([point(8, run(0.2, ranks(0))), point(16, fewer)])).rejects.toThrow(
      'sweep: width=16 was asked 39 targets and width=8 40, expected the same',
    );
    await expect(verdictOf([])).resolves.toEqual({ rows: [], best: null, sentence: null });
  });
});
