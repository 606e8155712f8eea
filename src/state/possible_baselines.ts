/** Which baselines there are for the open data. */
import type { BaselineCard, DatasetSummary } from '../worker/contract.ts';

/** All of them, but for those that read text where there is none. */
export const possibleBaselines = (
  baselines: readonly BaselineCard[],
  dataset: Pick<DatasetSummary, 'texts'> | null,
): readonly BaselineCard[] => baselines.filter(({ readsText }) => !readsText || dataset === null || dataset.texts);

/** Who stands beside a model: the one that was chosen, else the simplest where the data lacks what that one reads. */
export function besideIn({
  baseline,
  baselines,
  dataset,
}: {
  readonly baseline: string;
  readonly baselines: readonly BaselineCard[];
  readonly dataset: Pick<DatasetSummary, 'texts'> | null;
}): string {
  const possible = possibleBaselines(baselines, dataset);
  const chosen = baselines.find(({ name }) => name === baseline);
  if (chosen === undefined || possible.includes(chosen)) return baseline;
  return possible.at(0)?.name ?? baseline;
}
