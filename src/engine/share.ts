/** Recipes as links: what differs from the defaults goes into the link, and is filled in again where it is opened. */
import { SettingsError } from '../core/errors.ts';
import { sha256 } from '../core/sha256.ts';
import { defaultShaping, type Shaping } from '../data/dataset.ts';
import { worlds } from '../data/simulator/worlds.ts';
import { configure, modelNamed } from '../models/catalogue.ts';
import { canonicalJson, isJson } from '../snapshot/json.ts';
import { MAX_DATASET_NAME_LENGTH } from '../snapshot/limits.ts';
import { formatLink, type LinkView } from '../snapshot/link.ts';
import { type LinkedRecipe, recipeContent, recipeIn } from '../snapshot/recipe_link.ts';
import { quote, refusal } from '../snapshot/refusal.ts';
import { defaultTraining, trainingSettings } from '../train/settings.ts';
import type { MadeLink, Recipe, SharedRecipe, SharedScore, TrainingSettings } from './api.ts';
import type { Opened } from './datasets.ts';
import { completeRecipe } from './recipes.ts';

type Audit = Parameters<typeof completeRecipe>[2];

/** Digits of a SHA-256 that a link has: enough to tell recipes and datasets apart by accident, not by intent. */
const DIGITS = 16;

/** First 16 hex digits of the SHA-256 of what decides a run's bits; the dataset's name does not. */
export async function recipeDigest(recipe: Recipe): Promise<string> {
  const { dataset, protocol, model, config, training, seed } = recipe;
  const deciding: unknown = { data: dataset.fingerprint, protocol: protocol.hash, model, config, training, seed };
  if (!isJson(deciding)) throw new SettingsError('recipe: it holds what is no JSON');
  return (await sha256(new TextEncoder().encode(canonicalJson(deciding)))).slice(0, DIGITS);
}

/** The link of a complete recipe on its dataset. */
export async function linkOfRecipe(
  recipe: Recipe,
  opened: Opened,
  audit: Audit,
  scored: SharedScore | null,
  view: LinkView,
): Promise<MadeLink> {
  const { world, dataset } = opened;
  const shaping = difference<string | number | null>({ ...dataset.shaping }, { ...defaultShaping });
  const linked: LinkedRecipe = {
    data:
      world === null
        ? {
            name: Array.from(dataset.name).slice(0, MAX_DATASET_NAME_LENGTH).join(''),
            fingerprint: dataset.fingerprint.slice(0, DIGITS),
            ...(recipe.dataset.guessed === undefined ? {} : { guessed: recipe.dataset.guessed }),
          }
        : { world: world.name, seed: world.seed },
    ...(isEmpty(shaping) ? {} : { shaping }),
    model: recipe.model,
    ...(await settingsOf(recipe, opened, audit)),
    ...(recipe.protocol.split === 'leave-one-out' ? {} : { split: recipe.protocol.split }),
    seed: recipe.seed,
    digest: await recipeDigest(recipe),
    ...(scored === null ? {} : { scored }),
  };
  return { hash: formatLink({ view, kind: 'recipe', content: recipeContent(linked) }), bytes: 0 };
}

type Settings = Pick<LinkedRecipe, 'preset' | 'config' | 'training' | 'seen'>;

/** What to ask for so that `completeRecipe` gives this recipe again: of every preset's differences the shortest. */
async function settingsOf(
  { model, config, training, protocol }: Recipe,
  opened: Opened,
  audit: Audit,
): Promise<Settings> {
  const named = Object.keys(modelNamed(model).presets);
  const presets = named.length === 0 ? [undefined] : named;
  let shortest: Settings | null = null;
  for (const preset of presets) {
    const input = { dataset: opened.id, model, ...(preset === undefined ? {} : { preset }) };
    const base = await completeRecipe(input, opened.dataset, audit);
    const changed = difference(config, base.config);
    const trained = difference<string | number>({ ...training }, { ...base.training });
    const settings: Settings = {
      ...(preset === undefined ? {} : { preset }),
      ...(isEmpty(changed) ? {} : { config: changed }),
      ...(isEmpty(trained) ? {} : { training: trained }),
      ...(protocol.seen === base.protocol.seen ? {} : { seen: protocol.seen }),
    };
    if (shortest === null || JSON.stringify(settings).length < JSON.stringify(shortest).length) shortest = settings;
  }
  return shortest ?? {};
}

/** The recipe in a link's content, if this version knows everything it names. @throws SnapshotError */
export function readRecipe(content: string): SharedRecipe {
  const {
    data,
    shaping = {},
    model,
    preset,
    config = {},
    training = {},
    split = 'leave-one-out',
    seen,
    seed,
    digest,
    scored,
  } = recipeIn(content);
  return {
    data: 'world' in data ? { ...data, title: worldTitle(data.world) } : data,
    shaping: known('shaping', () => checkedShaping(shaping)),
    input: known('settings', () => {
      const { presets } = modelNamed(model);
      if (preset !== undefined && !Object.hasOwn(presets, preset)) {
        throw new SettingsError(`there is no preset '${preset}', expected one of ${Object.keys(presets).join(', ')}`);
      }
      configure(modelNamed(model), config);
      return {
        model,
        ...(preset === undefined ? {} : { preset }),
        config,
        training: checkedTraining(training),
        split,
        ...(seen === undefined ? {} : { seen }),
        seed,
      };
    }),
    digest,
    scored: scored ?? null,
  };
}

function worldTitle(name: string): string {
  const world = worlds.find((each) => each.name === name);
  if (world !== undefined) return world.title;
  const expected = worlds.map((each) => each.name).join(', ');
  throw refusal('LINK_RECIPE_VALUE', 'recipe', `there is no world ${quote(name)}, expected one of ${expected}`);
}

/** The given settings: numbers where numbers belong, known and in range as `trainingSettings` makes sure. */
function checkedTraining(given: Readonly<Record<string, number | string>>): Partial<TrainingSettings> {
  const defaults = new Map<string, number | string>(Object.entries(defaultTraining));
  for (const [key, value] of Object.entries(given)) {
    if (typeof defaults.get(key) === typeof value) continue;
    throw new SettingsError(`${quote(key)} is ${quote(value)}, which training does not have`);
  }
  const all = trainingSettings(given);
  return Object.fromEntries(Object.entries(all).filter(([key]) => Object.hasOwn(given, key)));
}

const shapingValues: { readonly [K in keyof Shaping]: (value: unknown) => value is Shaping[K] } = {
  duplicates: oneOf(['keep', 'drop repeated rows', 'collapse consecutive']),
  minimumUser: isCount,
  minimumItem: isCount,
  sessionGap: (value): value is number | null => value === null || isCount(value),
  lastN: (value): value is number | null => value === null || isCount(value),
  ties: oneOf(['file order', 'seeded shuffle']),
  seed: (value): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0,
};

function checkedShaping(given: Readonly<Record<string, unknown>>): Partial<Shaping> {
  for (const [key, value] of Object.entries(given)) {
    const check = Object.entries(shapingValues).find(([name]) => name === key)?.[1];
    if (check?.(value) !== true) throw new SettingsError(`${quote(key)} is ${quote(value)}, which no shaping has`);
  }
  return given; // each entry was checked
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 1;
}

function oneOf<T extends string>(values: readonly T[]): (value: unknown) => value is T {
  return (value): value is T => values.some((each) => each === value);
}

/** What a stranger's link names must be known here: an error of ours about its values is a refusal of the link. */
function known<T>(what: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (error instanceof SettingsError) throw refusal('LINK_RECIPE_VALUE', `recipe, ${what}`, error.message);
    throw error;
  }
}

/** Entries of `given` that `base` has otherwise. */
function difference<V>(given: { readonly [key: string]: V }, base: { readonly [key: string]: V }): Record<string, V> {
  const before = new Map(Object.entries(base));
  return Object.fromEntries(Object.entries(given).filter(([key, value]) => before.get(key) !== value));
}

const isEmpty = (object: object): boolean => Object.keys(object).length === 0;
