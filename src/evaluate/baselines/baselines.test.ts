import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Dataset, Interactions } from '../../data/dataset.ts';
import { shapeDataset } from '../../data/shape.ts';
import { split } from '../../data/split.ts';
import { Counts } from './counts.ts';
import { evaluateBaseline } from './evaluate.ts';
import golden from './golden.json' with { type: 'json' };
import { baselinesOf } from './registry.ts';

const folder = resolve(import.meta.dirname, '../../../../shared/data');

/** A CSV whose first three columns are user, item and time or order, none of them quoted. */
function read(name: string, path: string): Promise<Dataset> {
  const [, ...rows] = readFileSync(path, 'utf8').trimEnd().split(/\r?\n/);
  const users = new Map<string, number>();
  const items = new Map<string, number>();
  const interactions: Omit<Interactions, 'users' | 'catalogue'> = {
    name,
    user: new Uint32Array(rows.length),
    item: new Uint32Array(rows.length),
    time: new Float64Array(rows.length),
  };
  const code = (codes: Map<string, number>, id: string): number => {
    const known = codes.get(id) ?? codes.size;
    codes.set(id, known);
    return known;
  };
  rows.forEach((row, at) => {
    const [user, item, time] = row.split(',', 3);
    interactions.user[at] = code(users, user);
    interactions.item[at] = code(items, item);
    interactions.time?.fill(Number(time), at, at + 1);
  });
  const catalogue = { ids: [...items.keys()], titles: null, categories: null };
  return shapeDataset({ ...interactions, users: [...users.keys()], catalogue });
}

describe('baselines', () => {
  describe.each(golden.datasets)('on $name', ({ name, file, users, items, ...expected }) => {
    const path = join(folder, file);

    it.skipIf(!existsSync(path))(
      `equal the reference to four decimals (skipped where ../shared/data/${file} is absent)`,
      { timeout: 120_000 },
      async () => {
        const halves = split(await read(name, path));
        for (const seen of ['filtered', 'kept'] as const) {
          const got: Record<string, readonly number[]> = {};
          for (const baseline of baselinesOf(halves.dataset.catalogue)) {
            const { metrics } = await evaluateBaseline(new Counts(halves), baseline, { stage: 'test', seen });
            expect(metrics.users).toBe(users);
            expect(metrics.items).toBe(items);
            got[baseline.name] = [metrics.hr['10'], metrics.ndcg['10']].map((x) => Number(x.toFixed(4)));
          }
          expect(got).toEqual(expected[seen]);
        }
      },
    );
  });
});
