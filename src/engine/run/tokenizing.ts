import { alikeOf, usesOf } from '../../core/code_use.ts';
import type { Pace } from '../../core/pace.ts';
import { SettingsError } from '../../core/errors.ts';
import { usualRule, type SplitRule } from '../../data/split.ts';
import type { Codes } from '../../events/codes.ts';
import { checkSource, sourceFor, vectorsSetting } from '../../features/features.ts';
import { usualValues, type AnyValues, type Settings, type Values } from '../../parts/settings.ts';
import { tokenizerNamed, tokenizers } from '../../tokenizers/catalogue.ts';
import { explainedByMeans } from '../../tokenizers/code_means.ts';
import { checkAsked, type Tokenizer } from '../../tokenizers/tokenizer.ts';
import type { Datasets, Opened } from '../data/datasets.ts';
import type { GpuSessions } from '../gpu_session.ts';
import type { Id } from '../messages.ts';
import type { Platform } from '../platform.ts';
import type { CodedItem, Tokenized, TokenizeOptions } from './code_messages.ts';
import { codesFrom, vectorsFor } from './item_codes.ts';
import type { PartCard } from './model_messages.ts';

/** The tokenizer of codes that no model asks for, where nobody names one. */
export const USUAL_TOKENIZER = 'residual';

/** How many codes are made; of a run its model says that. */
const shapeSettings = {
  levels: {
    usual: 3,
    minimum: 1,
    maximum: 32,
    step: 1,
    help: 'Codes of an item',
    raised: 'Raised: fewer items share all their codes; a model reads and predicts more tokens.',
  },
  codes: {
    usual: 256,
    minimum: 2,
    maximum: 15_360,
    step: 1,
    help: 'Codes to choose from at each level',
    raised: 'Raised: codes say more and are learned from fewer items each.',
  },
} as const satisfies Settings;

type Shape = Values<typeof shapeSettings>;

/** What may be set of codes made by a tokenizer: how many, how, and of what. */
export const tokenizeSettings = ({ settings }: Tokenizer): Settings => ({
  ...shapeSettings,
  ...settings,
  vectors: vectorsSetting,
});

/** Every tokenizer, the usual one first. */
export const tokenizerCards = (): PartCard[] =>
  [...tokenizers.values()]
    .sort((a, b) => Number(b.name === USUAL_TOKENIZER) - Number(a.name === USUAL_TOKENIZER))
    .map((tokenizer) => {
      const { name, title, says, source } = tokenizer;
      return { name, title, says, source, settings: tokenizeSettings(tokenizer) };
    });

/** Where datasets and devices are found. */
interface Among {
  readonly platform: Platform;
  readonly sessions: GpuSessions;
  readonly datasets: Datasets;
}

/**
 * Codes for the items of a dataset, as a model would be given them; nothing is trained on them.
 * @throws SettingsError, DeviceError, CancelledError
 */
export async function tokenize(
  { platform, sessions, datasets }: Among,
  id: Id,
  {
    tokenizer: name = USUAL_TOKENIZER,
    settings: given = {},
    seed = 1,
    split,
    given: measured = false,
  }: TokenizeOptions,
  pace: Pace,
): Promise<Tokenized> {
  const { dataset, items } = datasets.get(id);
  if (measured) return measureGiven({ platform, sessions, datasets }, id, { settings: given, seed, split }, pace);
  const tokenizer = tokenizerNamed(name);
  const settings = { ...usualValues(tokenizer.settings), ...shapeFor(tokenizer, given, items), ...given };
  const { levels, codes } = settings;
  const shape = { slots: levels, size: codes };
  const source = sourceFor(String(given.vectors ?? vectorsSetting.usual), dataset.catalogue);
  checkSource(source, dataset);
  checkAsked(tokenizer, items.ids.length, shape, settings); // before the vectors, which take long
  const rule = split ?? usualRule(dataset);
  const divided = datasets.split(id, rule);
  return sessions.executing(async (executor, adapter) => {
    const began = platform.now();
    const fitting = { seed, executor, pace };
    const { width, made } = await codesFrom(divided, source, tokenizer, shape, settings, fitting);
    const { explained, explainedUpTo } = made;
    return {
      tokenizer: tokenizer.name,
      settings: { ...settings, vectors: source },
      ...{ seed, split: rule, width, explained },
      ...usedAs({ ...shape, values: made.codes }, explainedUpTo, items),
      adapter,
      seconds: platform.now() - began,
    };
  });
}

/** Of codes that a dataset was given what they explain of the vectors, as of those that are made. @throws SettingsError where it was given none */
async function measureGiven(
  { platform, sessions, datasets }: Among,
  id: Id,
  { settings, seed, split: rule }: { settings: AnyValues; seed: number; split: SplitRule | undefined },
  pace: Pace,
): Promise<Tokenized> {
  const { dataset, items } = datasets.get(id);
  const { codes } = dataset;
  if (codes === undefined)
    throw new SettingsError(`codes: ${dataset.name} was given none; give it a file of codes first`);
  const other = Object.keys(settings).find((name) => name !== 'vectors');
  if (other !== undefined)
    throw new SettingsError(`codes: ${other} says how codes are made, and those of ${codes.name} are; leave it out`);
  const source = sourceFor(String(settings.vectors ?? vectorsSetting.usual), dataset.catalogue);
  const divided = datasets.split(id, rule ?? usualRule(dataset));
  const adapter = await sessions.adapter();
  const began = platform.now();
  const vectors = await vectorsFor(divided, source, codes.slots, seed, pace);
  const explained = await explainedByMeans(vectors, codes, pace);
  return {
    tokenizer: codes.name,
    settings: { levels: codes.slots, codes: codes.size, vectors: source },
    ...{ seed, split: divided.rule, width: vectors.width, explained: explained[codes.slots - 1] },
    ...usedAs(codes, explained, items),
    adapter,
    seconds: platform.now() - began,
  };
}

/** How codes are used, level by level, and which items they do not tell apart. */
const usedAs = (codes: Codes, explainedUpTo: readonly number[] | undefined, items: Opened['items']) => ({
  levels: usesOf(codes.values, codes).map((use, level) =>
    explainedUpTo === undefined ? use : { ...use, explained: explainedUpTo[level] },
  ),
  alike: alikeOf(codes.values, codes.slots),
  items: codedItems(items, codes.values, codes.slots),
});

/**
 * How many codes are made where nobody says otherwise: as many as the settings of the tokenizer ask for, else as usual, but no more than a tenth of the
 * items, so that items share them.
 */
function shapeFor(tokenizer: Tokenizer, given: AnyValues, { ids }: Opened['items']): Shape {
  const { levels, codes } = usualValues(shapeSettings);
  const asked = tokenizer.size({ ...usualValues(tokenizer.settings), ...given });
  const shared = Math.max(shapeSettings.codes.minimum, Math.min(codes, Math.floor(ids.length / 10)));
  return { levels, codes: asked ?? shared, ...given }; // checked by their schema
}

const codedItems = ({ ids, titles }: Opened['items'], codes: Uint16Array, levels: number): CodedItem[] =>
  ids.map((id, item) => ({
    id,
    title: titles?.[item] ?? id,
    codes: [...codes.subarray(item * levels, (item + 1) * levels)],
  }));
