import { expect, it } from 'vitest';
import { finishedSummary } from '../testing/finished.ts';
import type { RunSummary } from '../worker/contract.ts';
import { groupsOf } from './compare_rows.ts';
import { overSeeds, withSeedGroups } from './seed_groups.ts';

const run = async (
  number: number,
  seed: number,
  rank: number,
  told: Partial<RunSummary> = {},
): Promise<RunSummary> => ({
  ...(await finishedSummary(Float64Array.of(rank, 50), { seed })),
  ...{ id: `run-${number}`, kept: true, snapshot: null, baselines: [] },
  ...told,
});

it('groups finished runs that differ in their seed only, a seed once', async () => {
  const stopped = await run(4, 4, 0, { phase: 'stopped' });
  const one = await run(1, 1, 0);
  const wider = { ...one, id: 'run-5', recipe: { ...one.recipe, config: { ...one.recipe.config, width: 16 } } };
  const [{ rows }] = groupsOf([one, stopped, await run(2, 2, 20), wider, await run(3, 2, 20)]);
  const shown = withSeedGroups(rows);
  expect(shown.map((row) => (row.kind === 'seeds' ? 'seeds' : row.key))).toEqual([
    ...['seeds', 'run-1', 'run-2', 'run-3', 'run-4', 'run-5'],
  ]);
  const [group] = shown;
  if (group.kind !== 'seeds') throw new Error('the first is the group');
  expect(group.seeds.map(({ key }) => key)).toEqual(['run-1', 'run-3']);
  const { value, low, high } = overSeeds(group, 'hr');
  expect([value, low, high]).toEqual([
    0.25,
    expect.closeTo(0.25 - 12.7062 / 4, 4),
    expect.closeTo(0.25 + 12.7062 / 4, 4),
  ]);
});
