/** Recipes as links: what differs from the defaults goes into the link, and is filled in again where it is opened. */
import { SettingsError } from '../../core/errors.ts';
import { checked, seed as anySeed } from '../../core/schema.ts';
import { shortened } from '../../core/shorten.ts';
import { sameValue, type Value } from '../../core/value.ts';
import { defaultShaping } from '../../data/dataset.ts';
import { shapingSchema } from '../../data/shaping/schema.ts';
import { findWorld } from '../../data/simulator/worlds.ts';
import { configSchema, modelNamed, presetOf } from '../../models/catalogue.ts';
import { MAX_DATASET_NAME_LENGTH } from '../../snapshot/limits.ts';
import { formatLink, type LinkView } from '../../snapshot/link.ts';
import { type LinkedRecipe, recipeContent, recipeIn } from '../../snapshot/recipe_link.ts';
import { refusal } from '../../snapshot/refusal.ts';
import { trainingSchema } from '../../train/settings.ts';
import type { Recipe, RecipeInput } from '../run/messages.ts';
import { DIGITS, recipeDigest } from '../run/recipe_digest.ts';
import type { MadeLink, SharedRecipe, SharedScore } from './messages.ts';
import type { Opened } from '../data/datasets.ts';
import { completeRecipe } from '../run/recipes.ts';

type Audit = Parameters<typeof completeRecipe>[2];

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
            name: shortened(dataset.name, MAX_DATASET_NAME_LENGTH),
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
  const content = recipeContent(linked);
  readRecipe(content); // no link leaves that its reader refuses
  return { hash: formatLink({ view, kind: 'recipe', content }), bytes: 0 };
}

type Settings = Pick<LinkedRecipe, 'preset' | 'config' | 'training' | 'seen'>;

/** What to ask for so that `completeRecipe` gives this recipe again: of the differences from each preset that fits the data the shortest. */
async function settingsOf(
  { model, config, training, protocol }: Recipe,
  opened: Opened,
  audit: Audit,
): Promise<Settings> {
  let shortest: Settings | null = null;
  for (const { name: preset } of modelNamed(model).presets) {
    const base = await fitting({ dataset: opened.id, model, preset }, opened, audit);
    if (base === null) continue;
    const changed = difference(config, base.config);
    const trained = difference<Value>({ ...training }, { ...base.training });
    const settings: Settings = {
      preset,
      ...(isEmpty(changed) ? {} : { config: changed }),
      ...(isEmpty(trained) ? {} : { training: trained }),
      ...(protocol.seen === base.protocol.seen ? {} : { seen: protocol.seen }),
    };
    if (shortest === null || JSON.stringify(settings).length < JSON.stringify(shortest).length) shortest = settings;
  }
  return shortest ?? { config, training: { ...training }, seen: protocol.seen };
}

/** The recipe of these settings; null where the data is not for them, as too small for the codes of a preset. */
async function fitting(input: RecipeInput, { dataset }: Opened, audit: Audit): Promise<Recipe | null> {
  try {
    return await completeRecipe(input, dataset, audit);
  } catch (error) {
    if (error instanceof SettingsError) return null;
    throw error;
  }
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
    shaping: known('shaping', () => checked(shapingSchema, shaping, 'shaping')),
    input: known('settings', () => {
      const named = modelNamed(model);
      presetOf(named, preset);
      return {
        model,
        ...(preset === undefined ? {} : { preset }),
        config: checked(configSchema(named), config, model),
        training: checked(trainingSchema, training, 'training'),
        split,
        ...(seen === undefined ? {} : { seen }),
        seed: checked(anySeed, seed, 'recipe', 'seed'),
      };
    }),
    digest,
    scored: scored ?? null,
  };
}

const worldTitle = (name: string): string => known('data', () => findWorld(name)).title;

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
  return Object.fromEntries(Object.entries(given).filter(([key, value]) => !sameValue(before.get(key), value)));
}

const isEmpty = (object: object): boolean => Object.keys(object).length === 0;
