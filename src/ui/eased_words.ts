import { EASY_EPOCHS, EASY_RATE, easier, isEasy, lightPreset } from '../state/easing.ts';
import type { Choice } from '../state/slices/model.ts';
import type { ModelCard } from '../worker/contract.ts';

/**
 * What a run will be where there is no GPU, beside the settings that are on screen: what they are, or what is taken in their place.
 *
 * @param slow  what such training is like, as a sentence
 */
export function easedWords(choice: Choice, models: readonly ModelCard[], eased: boolean, slow: string): string {
  if (eased && isEasy(choice, models)) {
    return `a tiny model for ${EASY_EPOCHS} epochs with a high learning rate, so that you see it learn. Choose more under Model.`;
  }
  const light = lightPreset(choice, models);
  if (light === null) return slow;
  if (!eased && easier(choice, models) !== null) {
    return `${slow} As long as none of the settings below is changed, the first run takes the preset “${light.name}”, ${EASY_EPOCHS} epochs and a learning rate of ${EASY_RATE} in their place.`;
  }
  return light.chosen ? slow : `${slow} Choose the preset “${light.name}” and few epochs.`;
}
