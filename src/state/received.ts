/** What is true now of a recipe that was received; pure. */
import type { Recipe, RunSummary } from '../worker/contract.ts';
import { choiceChanges } from './choice_changes.ts';
import { recipeChanges } from './compare_rows.ts';
import type { AppState } from './store.ts';

/** Whether the data of the received recipe is open and its settings are the chosen ones: the next run would repeat it. */
export function isSetUp({ received, dataset, choice }: Pick<AppState, 'received' | 'dataset' | 'choice'>): boolean {
  if (received?.kind !== 'recipe' || received.prepared === null) return false;
  const { recipe, choice: prepared } = received.prepared;
  return dataset?.fingerprint === recipe.dataset.fingerprint && choiceChanges(prepared, choice).length === 0;
}

/** The latest run to its end of the received recipe, whoever started it; null while there is none. */
export function repetition({ received, runs }: Pick<AppState, 'received' | 'runs'>): RunSummary | null {
  if (received?.kind !== 'recipe' || received.prepared === null) return null;
  const { recipe } = received.prepared;
  const own = runs.filter(({ snapshot, phase }) => snapshot === null && phase === 'finished');
  return own.findLast((run) => isSame(run.recipe, recipe)) ?? null;
}

/** The same data, protocol, settings and seed; what the data is called does not matter. */
const isSame = (a: Recipe, b: Recipe): boolean =>
  a.dataset.fingerprint === b.dataset.fingerprint &&
  a.protocol.hash === b.protocol.hash &&
  recipeChanges(a, b).length === 0;
