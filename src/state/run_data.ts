/** The data and the settings that a recipe stands for on this page. */
import type { Recipe, RecipeInput } from '../worker/contract.ts';
import { report, type Context } from './context.ts';
import type { DataActions } from './data_actions.ts';
import { presetOf } from './presets.ts';
import type { Choice } from './slices/model.ts';
import type { AppState } from './store.ts';
import { vectorsInUse } from './vectors_in_use.ts';

export const NEEDS = 'The saved run needs its data, and stays saved';

/** What would train a recipe again, watching whom `choice` watches; under the name of the preset that it is. */
export function choiceOf(
  { model, config, training, protocol: { split, seen }, seed }: Recipe,
  { models, choice }: Pick<AppState, 'models' | 'choice'>,
): Choice {
  const card = models.find(({ name }) => name === model);
  const preset = card === undefined ? null : presetOf(card, config, choice.preset);
  return { model, preset, config, training, split, seen, seed, watch: choice.watch };
}

/**
 * The open dataset if it is the run's, else the one that is kept, else the simulated world of that name, cleaned as the run
 * had it.
 *
 * @param title  of the alert where it is none of them; null for no alert
 * @param kept  the kept dataset that gives it, where that is known
 */
export async function datasetOf(
  context: Context,
  data: DataActions,
  { dataset: wanted }: Recipe,
  title: string | null,
  kept: string | null = null,
): Promise<string | null> {
  const { store } = context;
  const matching = (): string | null => {
    const { dataset } = store.getState();
    return dataset?.fingerprint === wanted.fingerprint ? dataset.id : null;
  };
  const { keptDatasets, worlds } = store.getState();
  const candidates = keptDatasets.filter(
    ({ name, fingerprint }) => name === wanted.name || fingerprint === wanted.fingerprint,
  );
  const likely = (id: string, fingerprint: string | null): number =>
    Number(id === kept) * 2 + Number(fingerprint === wanted.fingerprint);
  candidates.sort((a, b) => likely(b.id, b.fingerprint) - likely(a.id, a.fingerprint));
  for (const candidate of candidates) if (matching() === null) await data.openKept(candidate, wanted.shaping);
  const isWorld = worlds.some(({ name }) => name === wanted.name);
  if (matching() === null && isWorld) await data.openWorld(wanted.name);
  const isNamesake = store.getState().dataset?.name === wanted.name;
  if (matching() === null && isNamesake) await data.reshape(wanted.shaping);
  const found = matching();
  if (found === null && title !== null) {
    const advice = isWorld
      ? 'the world of that name is another one here, of another seed or version. Open what it was trained on'
      : 'open its files, shaped as they were';
    report(context, title, `It was trained on “${wanted.name}”: ${advice}, then try again.`, 'run');
  }
  return found;
}

type Vectors = Pick<AppState, 'models' | 'encoded' | 'dataset'>;

/** What the choice asks for on the open data. */
export function recipeOf(dataset: string, choice: Choice, state: Vectors): RecipeInput {
  const { model, preset, config, split, seen, seed } = choice;
  const coded = state.models.some(({ name, training }) => name === model && 'vectors' in training);
  const training = { ...(coded ? vectorsInUse(state) : {}), ...choice.training };
  return {
    ...{ dataset, model, config, training, split, seed },
    ...(preset === null ? {} : { preset }),
    ...(seen === null ? {} : { seen }),
  };
}
