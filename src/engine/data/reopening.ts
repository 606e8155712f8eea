import type { Shaping } from '../../data/dataset.ts';
import { defaultShaping } from '../../data/dataset.ts';
import { usualShaping } from '../../data/shaping/usual.ts';
import type { Id } from '../messages.ts';
import type { DatasetSummary } from './messages.ts';
import type { Datasets } from './datasets.ts';
import type { KeptDatasets } from './kept_datasets.ts';

const OTHERWISE =
  'This version of Nextup shapes these interactions otherwise than the one that kept them: runs of then are on other data.';

/**
 * Opens a kept dataset, shaped as it was last but for `change`: the same fingerprint, audit, splits and previews, and it can
 * be shaped anew. @throws SettingsError where it is not kept, SnapshotError where its file is damaged
 */
export async function reopen(
  kept: KeptDatasets,
  datasets: Datasets,
  id: Id,
  change: Partial<Shaping>,
): Promise<DatasetSummary> {
  const { about, interactions, shaping: before, fingerprint } = await kept.read(id);
  const summary =
    interactions === null
      ? await simulated(datasets, about.world, { ...before, ...change })
      : await datasets.bring(
          { ...about, interactions, best: null },
          { ...(before ?? usualShaping(interactions, about.time === 'seconds')), ...change },
        );
  await kept.keep(datasets.get(summary.id)); // it is the one used last
  const same = Object.entries(change).every(([name, value]) => before?.[name as keyof Shaping] === value);
  const differs = same && fingerprint !== null && fingerprint !== summary.fingerprint;
  return differs ? { ...summary, doubts: [...summary.doubts, OTHERWISE] } : summary;
}

async function simulated(
  datasets: Datasets,
  world: { readonly name: string; readonly seed: number } | null,
  shaping: Partial<Shaping>,
): Promise<DatasetSummary> {
  if (world === null) throw new Error('a kept dataset without interactions is a world');
  const summary = await datasets.simulate(world.name, world.seed);
  const shaped = Object.entries({ ...defaultShaping, ...shaping }).some(
    ([name, value]) => summary.shaping[name as keyof Shaping] !== value,
  );
  return shaped ? datasets.reshape(summary.id, shaping) : summary;
}
