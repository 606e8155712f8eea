import type { BestAchievable, DatasetSummary, Recipe } from '../worker/contract.ts';

type Open = Pick<DatasetSummary, 'fingerprint' | 'best'>;
type Trained = { readonly dataset: Pick<Recipe['dataset'], 'fingerprint'> };

/** What the process behind the data of a recipe reaches; null where it is not known, or where other data is open now. */
export const knownBest = (open: Open | null, recipe: Trained | undefined): BestAchievable | null =>
  open !== null && open.fingerprint === recipe?.dataset.fingerprint ? open.best : null;
