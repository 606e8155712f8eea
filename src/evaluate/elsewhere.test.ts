import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Interactions } from '../data/dataset.ts';
import { shapeDataset } from '../data/shape.ts';
import { findWorld } from '../data/simulator/worlds.ts';
import { split } from '../data/split.ts';
import { gapRow } from '../events/gaps.ts';
import { evaluateElsewhere, firstUsers, python, saidElsewhere, writeTable } from '../testing/elsewhere.ts';
import { Counts } from './baselines/counts.ts';
import { evaluateBaseline } from './baselines/evaluate.ts';
import { baselines } from './baselines/registry.ts';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'nextup-elsewhere-'))));
afterAll(() => rmSync(folder, { recursive: true }));

/** Some users of a world, several of whose rows have one time, so that the order of the file decides. */
function interactions(): Interactions {
  const some = firstUsers(findWorld('sequels').make(3).interactions, 150);
  return { ...some, time: some.time?.map((time) => Math.floor(time / 5e6)) ?? null };
}

describe.skipIf(python === null)('docs/evaluate.py (skipped where there is no python3 with numpy)', () => {
  it.each([
    ['leave-one-out', 'filtered', 'test'],
    ['leave-one-out', 'kept', 'validation'],
    ['by time', 'kept', 'test'],
    ['by user', 'filtered', 'validation'],
    ['by user', 'kept', 'test'],
    ['by item, 20 %', 'filtered', 'test'],
    ['by item, 40 %', 'kept', 'validation'],
  ] as const)('gives every baseline the same score %s, seen items %s, on %s targets', async (rule, seen, stage) => {
    const made = interactions();
    const table = join(folder, 'table.csv');
    writeTable(table, made);
    const there = evaluateElsewhere([table, '--split', rule, '--seen', seen, '--stage', stage]);
    const counts = new Counts(split(await shapeDataset(made), rule));
    expect(Object.keys(there.scores)).toEqual(baselines.map(({ name }) => name));
    for (const baseline of baselines) {
      const { metrics } = await evaluateBaseline(counts, baseline, { stage, seen });
      expect([there.protocol, there.users, there.items]).toEqual([metrics.protocol.hash, metrics.users, metrics.items]);
      expect(there.scores[baseline.name].hr, baseline.name).toBeCloseTo(metrics.hr['10'], 9);
      expect(there.scores[baseline.name].ndcg, baseline.name).toBeCloseTo(metrics.ndcg['10'], 9);
    }
  });

  it('tells the times between events apart as the models do', () => {
    const apart = [0, 1, 1.3, 2, 3, 600, 86_399, -86_400, 604_800, 1e7, 1.7e8, 1.8e8, 1e12];
    const times = apart.reduce<number[]>((sofar, each) => [...sofar, sofar[sofar.length - 1] + each], [0]);
    const lines = `found = evaluate.gap_rows(given).tolist() + evaluate.gap_rows([0, float("nan"), 5]).tolist()`;
    expect(saidElsewhere(times, lines)).toEqual([...[NaN, ...apart].map(gapRow), 1, 1, 1]);
  });

  it('refuses in words what a file has and the docs do not describe', () => {
    const { arch, config, prep } = {
      arch: 'hybrid',
      config: { items: 3, width: 8, length: 4, dropout: 0, times: 'none', mixers: ['gru', 'scan'], hidden: 8 },
      prep: { duplicates: 'keep', lastN: null, ties: 'file order', seed: 0, historyLength: 4 },
    };
    const others = { heads: 2, states: 4, expansion: 1, start: 'wide' };
    const file = { form: 'nextup-snapshot/2', manifest: { arch, config: { ...config, ...others }, prep } };
    const { manifest } = file;
    const files = [
      file,
      { ...file, form: 'nextup-checkpoint/2' },
      { ...file, manifest: { ...manifest, arch: 'fmlprec' } },
      { ...file, manifest: { ...manifest, config } },
      { ...file, manifest: { ...manifest, config: { ...manifest.config, positions: 'oldest' } } },
      { ...file, manifest: { ...manifest, config: { ...manifest.config, times: 'seconds' } } },
      { ...file, manifest: { ...manifest, config: { ...manifest.config, mixers: ['gru', 'filter'] } } },
      { ...file, manifest: { ...manifest, prep: { ...prep, lastN: 20 } } },
      { ...file, manifest: { ...manifest, prep: { ...prep, sessionGap: 3600 } } },
    ];
    const lines = [
      'found = []',
      'for file in given:',
      '    try:',
      '        found.append(evaluate.check_model(file["manifest"], file["form"]))',
      '    except SystemExit as refused:',
      '        found.append(str(refused))',
    ];
    expect(saidElsewhere(files, lines.join('\n'))).toEqual([
      null,
      expect.stringMatching(/^evaluate\.py: the file is a 'nextup-checkpoint\/2', expected nextup-snapshot\/2/),
      expect.stringMatching(/^evaluate\.py: the model is 'fmlprec', expected one of sasrec, gru4rec, /),
      expect.stringMatching(/^evaluate\.py: hybrid without the setting 'expansion'/),
      expect.stringMatching(
        /^evaluate\.py: hybrid with the setting 'positions', which docs\/formats\.md does not describe/,
      ),
      expect.stringMatching(/^evaluate\.py: hybrid with times 'seconds', expected one of none, gaps/),
      expect.stringMatching(/^evaluate\.py: hybrid with mixers 'filter', expected one of attention, convolution, /),
      expect.stringMatching(/^evaluate\.py: the model's histories were prepared with lastN '20'/),
      expect.stringMatching(/^evaluate\.py: the model's histories were prepared with sessionGap '3600'/),
    ]);
  });
});
