import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findWorld } from '../data/simulator/worlds.ts';
import { evaluateElsewhere, python, writeTable, type Score } from '../testing/elsewhere.ts';
import { testPlatform } from '../testing/platform.ts';
import { createEngine } from './engine.ts';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'nextup-elsewhere-'))));
afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(python === null)('docs/evaluate.py (skipped where there is no python3 with numpy)', () => {
  it.each(['by time', 'by user'] as const)(
    'gives a saved model the score that training told, as f32 and as int8, split %s',
    async (split) => {
      const table = join(folder, 'table.csv');
      writeTable(table, findWorld('sequels').make(2).interactions);
      const engine = createEngine(testPlatform());
      const { id } = await engine.open([new File([readFileSync(table)], 'table.csv')]);
      const config = { blocks: 2, heads: 2, width: 16, length: 10, dropout: 0.1 };
      const recipe = { dataset: id, split, config, training: { epochs: 2, batch: 64, learningRate: 5e-3 } };
      const run = await engine.train(recipe, undefined, { baselines: false });

      const elsewhere = async (precision: 'f32' | 'int8', stage: 'test' | 'validation'): Promise<Score> => {
        const file = join(folder, `${precision}.safetensors`);
        writeFileSync(file, await engine.snapshot(run.id, { precision }));
        const there = evaluateElsewhere([table, file, '--split', split, '--stage', stage]);
        expect(there.protocol).toBe(run.recipe.protocol.hash);
        return there.scores.model;
      };
      const tested = await elsewhere('f32', 'test');
      expect(tested.hr).toBeCloseTo(run.test?.hr['10'] ?? NaN, 6);
      expect(tested.ndcg).toBeCloseTo(run.test?.ndcg['10'] ?? NaN, 6);
      const { f32, int8 } = await engine.quantizationPrice(run.id);
      for (const [precision, told] of Object.entries({ f32, int8 })) {
        const { hr, ndcg } = await elsewhere(precision === 'f32' ? 'f32' : 'int8', 'validation');
        expect(hr, precision).toBeCloseTo(told.hr10, 6);
        expect(ndcg, precision).toBeCloseTo(told.ndcg10, 6);
      }
    },
  );
});
