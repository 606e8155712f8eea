import { valueText } from '../../core/value.ts';
import { SettingsError } from '../../core/errors.ts';
import { checked, seed as anySeed } from '../../core/schema.ts';
import type { DatasetAudit } from '../../data/audit.ts';
import type { Dataset } from '../../data/dataset.ts';
import type { CodesShape } from '../../events/codes.ts';
import { usualRule } from '../../data/split.ts';
import { protocolOf, state } from '../../evaluate/protocol.ts';
import type { Config, Model } from '../../models/model.ts';
import { configure, modelNamed, presetOf } from '../../models/catalogue.ts';
import { trainingSettings, type TrainingSettings } from '../../train/settings.ts';
import { checkSource, sourceFor } from '../../features/features.ts';
import { fieldsRead } from '../../parts/settings.ts';
import type { Recipe, RecipeInput } from './messages.ts';

/** The model of a recipe that names none. */
export const DEFAULT_MODEL = 'sasrec';

/** The codes that the model of a recipe knows items by; null where it knows them as such. */
export const codesShapeOf = ({ model, config }: Pick<Recipe, 'model' | 'config'>): CodesShape | null =>
  modelNamed(model).codes?.(config) ?? null;

/** Items above which the catalogue is sampled unless the recipe says otherwise. */
const SAMPLED_ABOVE = 20_000;

/**
 * Fills a recipe in: model and training defaults, history length and seen rule from the audit. `guessed` says whether
 * questions about the dataset's files were left to the guesses. @throws SettingsError
 */
export async function completeRecipe(
  input: RecipeInput,
  dataset: Dataset,
  audit: Pick<DatasetAudit, 'historyLength' | 'seen' | 'tieRule' | 'timed'>,
  guessed = false,
): Promise<Recipe> {
  const model = modelNamed(input.model ?? DEFAULT_MODEL);
  const preset = presetOf(model, input.preset);
  const seed = checked(anySeed, input.seed ?? 1, 'recipe', 'seed');
  const length = Math.max(model.settings.length.minimum, audit.historyLength);
  const config = configure(model, { length, ...preset, ...input.config });
  checkCodes(model, config, dataset);
  checkFields(model, config, dataset.name, audit.timed);
  const sampled = model.codes === undefined && dataset.catalogue.ids.length > SAMPLED_ABOVE;
  const loss = sampled ? 'sampled-softmax' : 'cross-entropy';
  const protocol = protocolOf(input.split ?? usualRule(dataset), input.seen ?? audit.seen, audit.tieRule);
  return {
    dataset: {
      name: dataset.name,
      fingerprint: dataset.fingerprint,
      shaping: dataset.shaping,
      ...(guessed ? { guessed } : {}),
    },
    protocol: await state(protocol),
    model: model.name,
    config,
    training: settled(trainingSettings(model, { loss, ...input.training }), dataset),
    seed,
  };
}

/** @throws SettingsError where there are fewer items than codes to choose from in a slot */
function checkCodes(model: Model, config: Config, { name, catalogue }: Dataset): void {
  const [size, items] = [model.codes?.(config).size ?? 0, catalogue.ids.length];
  if (size <= items) return;
  throw new SettingsError(
    `${model.name}: ${size} codes to choose from in a slot, and ${name} has ${items} items; choose at most ${items}, rather a tenth of that`,
  );
}

/** Training as it is of this dataset: vectors of any source are those of one. @throws SettingsError where it has not what they are made of */
function settled(training: TrainingSettings, dataset: Dataset): TrainingSettings {
  if (training.vectors === undefined) return training;
  const vectors = sourceFor(training.vectors, dataset.catalogue);
  checkSource(vectors, dataset);
  return { ...training, vectors };
}

/** @throws SettingsError for a setting that reads of events what the data does not say */
function checkFields({ name, settings }: Model, config: Config, data: string, timed: boolean): void {
  const [first] = timed ? [] : fieldsRead(settings, config);
  if (first === undefined) return;
  const [setting] = first;
  throw new SettingsError(
    `${name}: ${setting} is '${valueText(config[setting])}', which reads when events happened, and ${data} does not say that; ` +
      `expected ${setting} '${valueText(settings[setting].usual)}', or data with a column of times`,
  );
}
