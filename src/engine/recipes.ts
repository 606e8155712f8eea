import type { DatasetAudit } from '../data/audit.ts';
import type { Dataset } from '../data/dataset.ts';
import { protocolOf, state } from '../evaluate/protocol.ts';
import { SettingsError } from '../core/errors.ts';
import { configure, modelNamed } from '../models/catalogue.ts';
import { trainingSettings } from '../train/settings.ts';
import type { Recipe, RecipeInput } from './api.ts';

/** Items above which the catalogue is sampled unless the recipe says otherwise. */
const SAMPLED_ABOVE = 20_000;

/** Fills a recipe in: model and training defaults, history length and seen rule from the audit. @throws SettingsError */
export async function completeRecipe(
  input: RecipeInput,
  dataset: Dataset,
  audit: Pick<DatasetAudit, 'historyLength' | 'seen' | 'tieRule'>,
): Promise<Recipe> {
  const model = modelNamed(input.model ?? 'sasrec');
  const preset = input.preset === undefined ? {} : model.presets[input.preset];
  if (preset === undefined) {
    throw new SettingsError(
      `${model.name}: there is no preset '${String(input.preset)}', expected one of ${Object.keys(model.presets).join(', ')}`,
    );
  }
  const length = 'length' in model.ranges ? { length: Math.max(model.ranges.length.minimum, audit.historyLength) } : {};
  const config = configure(model, { ...length, ...preset, ...input.config });
  const loss = dataset.catalogue.ids.length > SAMPLED_ABOVE ? 'sampled-softmax' : 'cross-entropy';
  const protocol = protocolOf(input.split ?? 'leave-one-out', input.seen ?? audit.seen, audit.tieRule);
  return {
    dataset: { name: dataset.name, fingerprint: dataset.fingerprint, shaping: dataset.shaping },
    protocol: await state(protocol),
    model: model.name,
    config,
    training: trainingSettings({ loss, ...input.training }),
    seed: input.seed ?? 1,
  };
}
