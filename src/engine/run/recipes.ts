import { counted } from '../../core/counted.ts';
import { valueText } from '../../core/value.ts';
import { SettingsError } from '../../core/errors.ts';
import { checked, seed as anySeed } from '../../core/schema.ts';
import type { Field } from '../../core/history.ts';
import type { DatasetAudit } from '../../data/audit.ts';
import type { Dataset } from '../../data/dataset.ts';
import { digestOfKinds } from '../../data/fingerprint.ts';
import type { CodesShape } from '../../events/codes.ts';
import { usualRule } from '../../data/split.ts';
import { protocolOf, state } from '../../evaluate/protocol.ts';
import type { Config, Model } from '../../models/model.ts';
import { configure, modelNamed, presetOf } from '../../models/catalogue.ts';
import { trainingSettings, type TrainingSettings } from '../../train/settings.ts';
import { checkSource, sourceFor } from '../../features/features.ts';
import { fieldsRead, isNumber } from '../../parts/settings.ts';
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
  audit: Pick<DatasetAudit, 'historyLength' | 'seen' | 'tieRule' | 'fields'>,
  guessed = false,
): Promise<Recipe> {
  const model = modelNamed(input.model ?? DEFAULT_MODEL);
  const preset = presetOf(model, input.preset);
  const seed = checked(anySeed, input.seed ?? 1, 'recipe', 'seed');
  const length = Math.max(model.settings.length.minimum, audit.historyLength);
  const config = configure(model, { length, ...preset, ...input.config });
  checkCodes(model, config, dataset);
  const fields = checkedFields(model, config, dataset.name, audit.fields);
  const sampled = model.codes === undefined && dataset.catalogue.ids.length > SAMPLED_ABOVE;
  const loss = sampled ? 'sampled-softmax' : 'cross-entropy';
  const protocol = protocolOf(input.split ?? usualRule(dataset), input.seen ?? audit.seen, audit.tieRule);
  return {
    dataset: {
      name: dataset.name,
      fingerprint: dataset.fingerprint,
      shaping: dataset.shaping,
      ...(guessed ? { guessed } : {}),
      ...(fields.includes('kinds') && dataset.kinds ? { kinds: await digestOfKinds(dataset.kinds) } : {}),
    },
    protocol: await state(protocol),
    model: model.name,
    config,
    training: settled(trainingSettings(model, { loss, ...input.training }), dataset),
    seed,
  };
}

/** @throws SettingsError where there are fewer items than codes to choose from in a slot; it says how many codes fit */
function checkCodes(model: Model, config: Config, { name, catalogue }: Dataset): void {
  const sizeWith = (values: Config): number => model.codes?.(values).size ?? 0;
  const [size, items] = [sizeWith(config), catalogue.ids.length];
  if (size <= items) return;
  const said = `${model.name}: ${size} codes to choose from in a slot, and ${name} has ${counted(items, 'item')}`;
  for (const [key, setting] of Object.entries(model.settings)) {
    if (!isNumber(setting) || sizeWith({ ...config, [key]: setting.minimum }) === size) continue;
    const { minimum, step } = setting;
    if (minimum > items) break;
    const most = minimum + step * Math.floor((items - minimum) / step);
    throw new SettingsError(
      `${said}; expected ${key} ${most} at most, and fewer where several items are to share each`,
    );
  }
  throw new SettingsError(`${said}; choose a model that knows items as such, or data with more of them`);
}

/** Training as it is of this dataset: vectors of any source are those of one. @throws SettingsError where it has not what they are made of */
function settled(training: TrainingSettings, dataset: Dataset): TrainingSettings {
  if (training.vectors === undefined) return training;
  const vectors = sourceFor(training.vectors, dataset.catalogue);
  checkSource(vectors, dataset);
  return { ...training, vectors };
}

/** What a field says, and the column that has it. */
const fieldWords: Readonly<Record<Field, readonly [string, string]>> = {
  times: ['when events happened', 'a column of times'],
  kinds: ['of which kind events are', 'a column of kinds of events, such as view and purchase'],
};

/** What is read of events beside their items. @throws SettingsError for a setting that reads what the data does not say */
function checkedFields(
  { name, settings }: Model,
  config: Config,
  data: string,
  known: readonly Field[],
): readonly Field[] {
  const read = fieldsRead(settings, config);
  const lacking = read.find(([, field]) => !known.includes(field));
  if (lacking === undefined) return read.map(([, field]) => field);
  const [setting, field] = lacking;
  const [what, column] = fieldWords[field];
  throw new SettingsError(
    `${name}: ${setting} is '${valueText(config[setting])}', which reads ${what}, and ${data} does not say that; ` +
      `expected ${setting} '${valueText(settings[setting].usual)}', or data with ${column}`,
  );
}
