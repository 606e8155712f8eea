import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Interactions } from '../data/dataset.ts';
import { shapeDataset } from '../data/shape.ts';
import { findWorld } from '../data/simulator/worlds.ts';
import { split } from '../data/split.ts';
import { evaluateElsewhere, python, writeTable } from '../testing/elsewhere.ts';
import { Counts } from './baselines/counts.ts';
import { evaluateBaseline } from './baselines/evaluate.ts';
import { baselines } from './baselines/registry.ts';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'nextup-elsewhere-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const USERS = 150;

/** Some users of a world, several of whose rows have one time, so that the order of the file decides. */
function interactions(): Interactions {
  const { interactions: all } = findWorld('sequels').make(3);
  const rows = [...all.user.keys()].filter((row) => all.user[row] < USERS);
  const { name, users, catalogue, time } = all;
  return {
    ...{ name, catalogue, users: users.slice(0, USERS) },
    user: Uint32Array.from(rows, (row) => all.user[row]),
    item: Uint32Array.from(rows, (row) => all.item[row]),
    time: Float64Array.from(rows, (row) => Math.floor((time?.[row] ?? row) / 5e6)),
  };
}

describe.skipIf(python === null)('docs/evaluate.py (skipped where there is no python3 with numpy)', () => {
  it.each([
    ['leave-one-out', 'filtered', 'test'],
    ['leave-one-out', 'kept', 'validation'],
    ['by time', 'kept', 'test'],
    ['by user', 'filtered', 'validation'],
    ['by user', 'kept', 'test'],
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
});
