import { beforeAll, describe, expect, it } from 'vitest';
import { SnapshotError } from '../../core/errors.ts';
import { protocolOf, state } from '../../evaluate/protocol.ts';
import { hybrid } from '../../models/hybrid/hybrid.ts';
import type { Config } from '../../models/model.ts';
import { usualValues } from '../../parts/settings.ts';
import { equalBytes } from '../../snapshot/bytes.ts';
import { MAX_TENSOR_BYTES } from '../../snapshot/limits.ts';
import { finishedSummary, metricsOf } from '../../testing/finished.ts';
import { decodeRun, encodeRun, type KeptRun } from './kept_run.ts';
import { fitted } from './kept_schema.ts';

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

  it('has settings that are lists, and no list that its model does not have', async () => {
    const of = (mixers: unknown): KeptRun => {
      const config = { ...usualValues(hybrid.settings), mixers } as unknown as Config;
      return { ...run, summary: { ...run.summary, recipe: { ...run.summary.recipe, model: 'hybrid', config } } };
    };
    const stack = of(['gru', 'scan', 'gru']);
    expect((await decodeRun(await encodeRun(7, stack))).run).toEqual(stack);
    for (const odd of [[], ['lstm'], 'scan', [['scan']]])
      await expect(encodeRun(7, of(odd))).rejects.toBeInstanceOf(SnapshotError);
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

  it('comes back with a model of more than 128 MiB, which lies in pieces', async () => {
    const large = new Uint8Array(MAX_TENSOR_BYTES + 5).fill(7);
    large[large.length - 1] = 9;
    const { run: back } = await decodeRun(await encodeRun(7, { ...run, model: large }));
    expect(back.model.length).toBe(large.length);
    expect(equalBytes(back.model, large)).toBe(true);
  });

  it('keeps whose the targets are where users have several', async () => {
    const test = { ...(await metricsOf(ranks)), users: 2, targets: 5 };
    const several = { ...run, summary: { ...run.summary, test }, targets: Uint32Array.of(3, 2) };
    expect((await decodeRun(await encodeRun(1, several))).run).toEqual(several);
    for (const targets of [Uint32Array.of(3, 1), Uint32Array.of(5, 0), Uint32Array.of(1, 2, 2)]) {
      await expect(encodeRun(1, { ...several, targets })).rejects.toThrow('tensor "targets"');
    }
    await expect(encodeRun(1, { ...run, targets: Uint32Array.of(3, 2) })).rejects.toThrow('not part of a kept run');
    const without = { ...run, summary: several.summary };
    await expect(encodeRun(1, without)).rejects.toThrow('one U32 for each of 2 users');
  });

  it('keeps the protocol of a published division', async () => {
    const test = {
      ...(await metricsOf(ranks)),
      protocol: await state(protocolOf('as published', 'kept', 'file order')),
    };
    const { run: back } = await decodeRun(await encodeRun(1, { ...run, summary: { ...run.summary, test } }));
    expect(back.summary.test).toEqual(test);
  });

  it('is kept with a long word of a driver or an error, cut to what it takes', async () => {
    const adapter = { vendor: 'v'.repeat(300), architecture: '', description: 'd\ud800'.repeat(2000), software: false };
    const features = Array.from({ length: 300 }, () => 'f'.repeat(300));
    const told = { ...run.summary, adapter: { ...adapter, features, limits: {}, key: 'k'.repeat(5000) } };
    const summary = { ...told, note: 'n'.repeat(5000) };
    await expect(encodeRun(1, { ...run, summary })).rejects.toThrow('SNAP_MANIFEST: ');
    const { run: back } = await decodeRun(await encodeRun(1, { ...run, summary: fitted(summary) }));
    expect(back.summary.note).toBe('n'.repeat(2000));
    expect(back.summary.adapter).toMatchObject({ vendor: 'v'.repeat(200), key: 'k'.repeat(2000) });
    expect(fitted(run.summary)).toEqual(run.summary);
  });

  it('is not written with ranks of other users, or beyond the catalogue', async () => {
    await expect(encodeRun(1, { ...run, ranks: ranks.slice(1) })).rejects.toThrow('each of 5 targets');
    await expect(encodeRun(1, { ...run, ranks: ranks.map(() => 100) })).rejects.toThrow('among 100 items');
    await expect(encodeRun(1, { ...run, baselineRanks: new Map() })).rejects.toThrow('"ranks.popularity"');
  });
});
