import { beforeAll, describe, expect, it } from 'vitest';
import { SnapshotError } from '../core/errors.ts';
import { finishedSummary } from '../testing/finished.ts';
import { decodeRun, encodeRun, type KeptRun } from './kept_run.ts';

const ranks = Float64Array.of(0, 2.5, 7, Infinity, 99);
let run: KeptRun;
beforeAll(async () => {
  run = {
    summary: await finishedSummary(ranks),
    model: Uint8Array.from({ length: 37 }, (_, i) => i),
    ranks,
    baselineRanks: new Map([['popularity', Float64Array.of(1, 1, 1, 1, 1)]]),
  };
});

describe('a kept run', () => {
  it('comes back as it was, misses and half places too', async () => {
    const { number, run: back } = await decodeRun(await encodeRun(7, run));
    expect(number).toBe(7);
    expect(back).toEqual(run);
  });

  it('is refused when any bit of it is flipped or any of it is missing', async () => {
    const bytes = await encodeRun(1, run);
    for (let at = 0; at < bytes.length; at += 13) {
      const flipped = bytes.slice();
      flipped[at] ^= 1 << (at % 8);
      await expect(decodeRun(flipped)).rejects.toBeInstanceOf(SnapshotError);
      await expect(decodeRun(bytes.slice(0, at))).rejects.toBeInstanceOf(SnapshotError);
    }
  });

  it.each([
    ['an unknown field', { extra: 1 }],
    ['a negative number of seconds', { seconds: -1 }],
    ['a metric above 1', { validation: [{ epoch: 1, step: 1, hr10: 2, ndcg10: 0, loss: 1, seconds: 0, best: true }] }],
    ['an unfinished phase', { phase: 'running' }],
    ['no test', { test: null }],
  ])('is not written with %s', async (_, change) => {
    const summary = { ...run.summary, ...change } as KeptRun['summary'];
    await expect(encodeRun(1, { ...run, summary })).rejects.toBeInstanceOf(SnapshotError);
  });

  it('is not written with ranks of other users, or beyond the catalogue', async () => {
    await expect(encodeRun(1, { ...run, ranks: ranks.slice(1) })).rejects.toThrow('each of 5 users');
    await expect(encodeRun(1, { ...run, ranks: ranks.map(() => 100) })).rejects.toThrow('among 100 items');
    await expect(encodeRun(1, { ...run, baselineRanks: new Map() })).rejects.toThrow('"ranks.popularity"');
  });
});
