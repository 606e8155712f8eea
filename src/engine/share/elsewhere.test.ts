import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Stage } from '../../data/split.ts';
import { findWorld } from '../../data/simulator/worlds.ts';
import { evaluateElsewhere, firstUsers, inPieces, python, writeTable, type Score } from '../../testing/elsewhere.ts';
import { testPlatform } from '../../testing/platform.ts';
import { createEngine } from '../engine.ts';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'nextup-elsewhere-'))));
afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(python === null)('docs/evaluate.py (skipped where there is no python3 with numpy)', () => {
  const transformer = { blocks: 1, heads: 2, width: 16, length: 10, dropout: 0.1 };
  const gru4rec = { layers: 2, hidden: 16, width: 16, length: 10, dropout: 0.1 };
  const mamba4rec = { blocks: 2, states: 8, width: 16, length: 10, dropout: 0.1 };
  // As small as it may be: what is in it was held by the others, so this holds how it is put together.
  const hybrid = {
    ...{
      mixers: ['gru', 'convolution', 's4d', 'attention', 'ssd', 'scan'],
      hidden: 8,
      states: 4,
      modes: 4,
      headChannels: 4,
      expansion: 1,
      width: 8,
    },
    ...{ length: 4, dropout: 0.1 },
  };
  it.each([
    ['by time', 'sequels', 'sasrec', { ...transformer, blocks: 2, positions: 'oldest' }],
    ['by user', 'sequels', 'hybrid', hybrid],
    ['leave-one-out', 'sequels', 'gru4rec', gru4rec],
    ['leave-one-out', 'intervals', 'bert4rec', { ...transformer, times: 'gaps' }],
    ['leave-one-out', 'intervals', 'hstu', { ...transformer, blocks: 2, timeBias: 'between', divided: 'seen' }],
    ['leave-one-out', 'intervals', 'mamba4rec', { ...mamba4rec, times: 'gaps' }],
    [
      'by time',
      'sequels',
      's4d',
      { blocks: 1, modes: 4, discretisation: 'bilinear', width: 8, length: 6, dropout: 0.1 },
    ],
    [
      'leave-one-out',
      'sequels',
      'mamba2',
      { blocks: 1, states: 4, headChannels: 4, width: 8, length: 6, dropout: 0.1 },
    ],
    [
      'leave-one-out',
      'intervals',
      'recgpt',
      { ...transformer, slots: 2, codebook: 8, width: 8, length: 6, times: 'gaps' },
    ],
    ['leave-one-out', 'sequels', 'rpg', { ...transformer, slots: 4, codebook: 8, positions: 'newest' }],
    ['leave-one-out', 'sequels', 'dual', { ...transformer, slots: 2, codebook: 8, positions: 'oldest' }],
    ['leave-one-out', 'sequels', 'tiger', { ...transformer, slots: 3, codebook: 8, positions: 'oldest' }],
  ] as const)(
    'gives a saved model the score that training told, as f32, in pieces and as int8: split %s, %s, %s',
    async (split, world, model, config) => {
      const table = join(folder, 'table.csv');
      writeTable(table, firstUsers(findWorld(world).make(2).interactions, 600));
      const engine = createEngine(testPlatform());
      const { id } = await engine.open([new File([readFileSync(table)], 'table.csv')]);
      const recipe = { dataset: id, split, model, config, training: { epochs: 2, batch: 64, learningRate: 5e-3 } };
      const run = await engine.train(recipe, undefined, { baselines: false });
      const { protocol } = run.recipe;
      const asked = ['--no-baselines', '--split', split, '--seen', protocol.seen];

      const score = (file: Uint8Array, stage: Stage): Score => {
        const path = join(folder, 'model.safetensors');
        writeFileSync(path, file);
        const there = evaluateElsewhere([table, path, ...asked, '--stage', stage]);
        expect(there.protocol).toBe(protocol.hash);
        return there.scores.model;
      };
      const whole = await engine.snapshot(run.id);
      const tested = score(inPieces(whole, 8), 'test');
      expect(tested.hr).toBeCloseTo(run.test?.hr['10'] ?? NaN, 6);
      expect(tested.ndcg).toBeCloseTo(run.test?.ndcg['10'] ?? NaN, 6);

      const told = await engine.quantizationPrice(run.id);
      const files = { f32: whole, int8: await engine.snapshot(run.id, { precision: 'int8' }) };
      for (const precision of ['f32', 'int8'] as const) {
        const { hr, ndcg } = score(files[precision], 'validation');
        expect(hr, precision).toBeCloseTo(told[precision].hr10, 6);
        expect(ndcg, precision).toBeCloseTo(told[precision].ndcg10, 6);
      }
    },
  );
});
