/** What a first run is made of where only the processor plays the GPU. */
import type { ModelCard } from '../worker/contract.ts';
import type { Choice } from './slices/model.ts';
import { model } from './slices/model.ts';

export const EASY_EPOCHS = 6;
/** At the usual 0.001 six epochs on the bookshop end halfway: NDCG@10 0.06, 0.08, 0.09, 0.12, 0.22, 0.26 on validation. */
export const EASY_RATE = 0.005;

/** The preset of the chosen model that is made for such a machine; null where it has none. */
export function lightPreset(choice: Choice, models: readonly ModelCard[]) {
  const card = models.find(({ name }) => name === choice.model);
  const light = card?.presets.find((preset) => preset.light);
  return light === undefined ? null : { name: light.name, chosen: choice.preset === light.name };
}

/**
 * A choice that shows a model learning within a minute or two on a software adapter; null where somebody chose the size of
 * the model or the number of epochs, or the model has no light preset.
 */
export function easier(choice: Choice, models: readonly ModelCard[]): Choice | null {
  const light = lightPreset(choice, models);
  const untouched =
    choice.preset === model.choice.preset &&
    Object.keys(choice.config).length === 0 &&
    choice.training.epochs === undefined;
  if (!untouched || light === null) return null;
  return {
    ...choice,
    preset: light.name,
    training: { learningRate: EASY_RATE, ...choice.training, epochs: EASY_EPOCHS },
  };
}

/** Whether a choice is still what `easier` made, and not only once was. */
export const isEasy = ({ preset, config, training, model: name }: Choice, models: readonly ModelCard[]): boolean =>
  preset !== null &&
  preset === lightPreset({ ...model.choice, model: name }, models)?.name &&
  Object.keys(config).length === 0 &&
  training.epochs === EASY_EPOCHS &&
  training.learningRate === EASY_RATE;
