import type { Recipe } from '../worker/contract.ts';
import type { Context } from './context.ts';
import type { DataActions } from './data_actions.ts';
import type { RunActions } from './run_actions.ts';
import type { choiceOf, datasetOf } from './run_data.ts';

/** Given and not imported: a chunk that is loaded late would take small modules out of the first one. */
export interface Means {
  readonly data: DataActions;
  readonly runs: RunActions;
  readonly choiceOf: typeof choiceOf;
  readonly datasetOf: typeof datasetOf;
}

/**
 * Trains a recipe with its own seed on its data, which are opened where they are not; the view stays. Null once the run has left its
 * work, else why it did not begin.
 */
export type TrainAgain = (recipe: Recipe, name: string) => Promise<string | null>;

export const trainAgain =
  (context: Context, { data, runs, choiceOf, datasetOf }: Means): TrainAgain =>
  async (recipe, name) => {
    const { store } = context;
    const dataset = await datasetOf(context, data, recipe, `${name} needs its data`);
    if (dataset === null) return `The data of ${name} are not open.`;
    const choice = choiceOf(recipe, store.getState());
    const { sameSeed, view } = store.getState();
    store.setState({ choice, sameSeed: true });
    const trained = runs.startAnew(); // begins before it returns, where it may begin
    store.setState({ view, sameSeed });
    if (store.getState().trained?.choice !== choice) return 'It could not begin.';
    await trained;
    return null;
  };
