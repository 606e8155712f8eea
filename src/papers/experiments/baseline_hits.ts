import type { Pace } from '../../core/pace.ts';
import type { Interactions } from '../../data/dataset.ts';
import { shapeDataset } from '../../data/shape.ts';
import { split } from '../../data/split.ts';
import { Counts } from '../../evaluate/baselines/counts.ts';
import { evaluateBaseline } from '../../evaluate/baselines/evaluate.ts';
import { baselineNamed } from '../../evaluate/baselines/registry.ts';

/** What baselines count in the training histories of a dataset, leave-one-out. */
export const countsOf = async (interactions: Interactions): Promise<Counts> =>
  new Counts(split(await shapeDataset(interactions)));

/** HR@10 of a baseline on the test targets: the whole catalogue ranked, items of the history among it. @throws CancelledError */
export async function hitRate(counts: Counts, name: string, { signal }: Pace): Promise<number> {
  const { metrics } = await evaluateBaseline(counts, baselineNamed(name), { stage: 'test', seen: 'kept', signal });
  return metrics.hr['10'];
}
