import { counted } from '../../core/counted.ts';
import { valueText } from '../../core/value.ts';
import { SettingsError } from '../../core/errors.ts';
import { byItemsOf } from '../../core/by_items.ts';
import { checked, seed as anySeed } from '../../core/schema.ts';
import type { Field } from '../../core/history.ts';
import type { DatasetAudit } from '../../data/audit.ts';
import type { Dataset } from '../../data/dataset.ts';
import { digestOfKinds, digestOfValues } from '../../data/fingerprint.ts';
import type { GivenCodes } from '../../data/given_codes.ts';
import type { CodesShape } from '../../events/codes.ts';
import { itemsTrained, usualRule } from '../../data/split.ts';
import { protocolOf, state, type Protocol } from '../../evaluate/protocol.ts';
import { codebookSetting } from '../../models/coded.ts';
import { guessesCodes, type Config, type Model } from '../../models/model.ts';
import { configure, modelNamed, presetOf } from '../../models/catalogue.ts';
import { tokenizerNamed } from '../../tokenizers/catalogue.ts';
import { checkAsked } from '../../tokenizers/tokenizer.ts';
import { FORMER_TOKENIZER, trainingSettings, withoutCoding, type TrainingSettings } from '../../train/settings.ts';
import { checkSource, sourceFor } from '../../features/features.ts';
import { fieldsRead, formerValues, isNumber, usualValues, type AnyValues } from '../../parts/settings.ts';
import type { Recipe, RecipeInput } from './messages.ts';

/** The model of a recipe that names none. */
export const DEFAULT_MODEL = 'sasrec';

/** The codes that the model of a recipe knows items by; null where it knows them as such. */
export const codesShapeOf = ({ model, config }: Pick<Recipe, 'model' | 'config'>): CodesShape | null =>
  modelNamed(model).codes?.(config) ?? null;

/** Items above which the catalogue is sampled unless the recipe says otherwise. */
const SAMPLED_ABOVE = 20_000;

/**
 * Fills a recipe in: model and training defaults, history length and seen rule from the audit, and what follows from the size of the
 * catalogue. `guessed` says whether questions about the dataset's files were left to the guesses. @throws SettingsError
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
  const suited = { length, ...byItemsOf(model.settings, dataset.catalogue.ids.length) };
  const given = input.training?.tokenizer === undefined && model.codes !== undefined ? dataset.codes : undefined;
  const config = configure(model, { ...suited, ...preset, ...(given && shapeOf(given)), ...input.config });
  const fields = checkedFields(model, config, dataset.name, audit.fields);
  const sampled = !guessesCodes(model) && dataset.catalogue.ids.length > SAMPLED_ABOVE;
  const loss = sampled ? 'sampled-softmax' : 'cross-entropy';
  const training = trainingSettings(model, { loss, ...input.training });
  const protocol = protocolOf(input.split ?? usualRule(dataset), input.seen ?? audit.seen, audit.tieRule);
  if (given === undefined) checkCodes(model, config, training, dataset, protocol);
  else checkGiven(model, config, given);
  return {
    dataset: {
      name: dataset.name,
      fingerprint: dataset.fingerprint,
      shaping: dataset.shaping,
      ...(guessed ? { guessed } : {}),
      ...(await digestsOf(dataset, fields)),
      ...(given === undefined ? {} : { codes: given.digest }),
    },
    protocol: await state(protocol),
    model: model.name,
    config,
    training: given === undefined ? settled(training, dataset) : withoutCoding(training),
    seed,
  };
}

/** Digests of what is read of a dataset beside its items. */
const digestsOf = async ({ kinds, values }: Dataset, fields: readonly Field[]) => ({
  ...(fields.includes('kinds') && kinds ? { kinds: await digestOfKinds(kinds) } : {}),
  ...(fields.includes('values') && values ? { values: await digestOfValues(values) } : {}),
});

/** What makes the codes of a run, and how it is set; what a recipe does not say is as it was before it could be said. */
export function tokenizerOf({ training }: Pick<Recipe, 'training'>) {
  const tokenizer = tokenizerNamed(training.tokenizer ?? FORMER_TOKENIZER);
  const { settings } = tokenizer;
  const said = Object.entries({ ...training }).filter(([name]) => Object.hasOwn(settings, name));
  return { tokenizer, chosen: { ...usualValues(settings), ...formerValues(settings), ...Object.fromEntries(said) } };
}

/**
 * @throws SettingsError where the tokenizer cannot make the codes that the model asks for of the items that train; where there are more to
 * choose from in a slot than it can tell apart, it says how many fit
 */
function checkCodes(
  model: Model,
  config: Config,
  training: TrainingSettings,
  { name, catalogue }: Dataset,
  { split }: Protocol,
): void {
  const shape = model.codes?.(config);
  if (shape === undefined) return;
  const { tokenizer, chosen } = tokenizerOf({ training });
  const items = itemsTrained(split, catalogue.ids.length);
  const most = tokenizer.most(items);
  if (shape.size <= most) {
    checkAsked(tokenizer, items, shape, chosen);
    return;
  }
  const said = `${model.name}: ${shape.size} codes to choose from in a slot, and ${name} has ${counted(items, 'item')}${items < catalogue.ids.length ? ' that train' : ''}`;
  for (const [key, setting] of Object.entries(model.settings)) {
    if (!isNumber(setting) || model.codes?.({ ...config, [key]: setting.minimum }).size === shape.size) continue;
    const { minimum, step } = setting;
    if (minimum > most) break;
    const fits = minimum + step * Math.floor((most - minimum) / step);
    throw new SettingsError(
      `${said}; expected ${key} ${fits} at most, and fewer where several items are to share each`,
    );
  }
  throw new SettingsError(`${said}; choose a model that knows items as such, or data with more of them`);
}

/** The settings of a model that has room for these codes. */
const shapeOf = ({ slots, size }: GivenCodes): AnyValues => {
  const { minimum, step } = codebookSetting;
  return { slots, codebook: minimum + step * Math.ceil(Math.max(0, size - minimum) / step) };
};

/** @throws SettingsError where the model has not as many codes, or no room for the highest */
function checkGiven(model: Model, config: Config, { name, slots, size }: GivenCodes): void {
  const shape = model.codes?.(config);
  if (shape?.slots === slots && size <= shape.size) return;
  throw new SettingsError(
    `${model.name}: ${shape?.slots} codes of an item, each one of ${shape?.size}, and ${name} has ${slots}, each one of ${size}; ` +
      `expected slots ${slots} and codebook ${size} or more, or a tokenizer that makes other codes`,
  );
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
  values: ['what events were worth', 'a column of values, such as ratings or prices'],
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
