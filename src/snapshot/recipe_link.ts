/**
 * A recipe inside a link: what differs from the defaults, as canonical JSON with a strict schema. Names, numbers and lists of names only;
 * what they mean here is checked where they are used.
 */
import * as v from 'valibot';
import { namedSplits } from '../core/split_rules.ts';
import { fromBase64url, toBase64url } from './base64url.ts';
import { canonicalJson } from './json.ts';
import { MAX_DATASET_NAME_LENGTH, MAX_RECIPE_LENGTH } from './limits.ts';
import { quote, refusal } from './refusal.ts';
import { finite, integer, settingValue, text } from './seal.ts';

const name = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_-]{0,31}$/));
const key = v.pipe(v.string(), v.regex(/^[a-z][a-zA-Z0-9]{0,31}$/));
const settings = <T extends v.GenericSchema>(value: T) => v.pipe(v.record(key, value), v.readonly());
const share = v.pipe(finite, v.minValue(0), v.maxValue(1));

const data = v.union([
  /** A simulated world and its seed. */
  v.strictObject({ world: name, seed: integer(0, 2 ** 32 - 1) }),
  /** Somebody's files: their name, and the first 16 hex digits of the dataset's fingerprint. */
  v.strictObject({
    name: text(MAX_DATASET_NAME_LENGTH),
    fingerprint: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
    /** Questions about the files were left to the guesses. */
    guessed: v.exactOptional(v.literal(true)),
  }),
]);

const schema = v.strictObject({
  data,
  shaping: v.exactOptional(settings(v.union([v.null(), integer(), text(40)]))),
  model: name,
  preset: v.exactOptional(name),
  config: v.exactOptional(settings(settingValue)),
  training: v.exactOptional(settings(settingValue)),
  /** Absent: leave-one-out. */
  split: v.exactOptional(v.picklist(namedSplits)),
  seen: v.exactOptional(v.picklist(['filtered', 'kept'])),
  seed: integer(),
  /** Of the recipe with every default filled in: shows a receiver whose version fills in others. */
  digest: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
  /** What the sender's run scored on its test targets. */
  scored: v.exactOptional(v.strictObject({ hr10: share, ndcg10: share, users: integer(1), epochs: integer() })),
});

export type LinkedRecipe = v.InferOutput<typeof schema>;

/** The content of a link that carries `recipe`. Throws SnapshotError for one that `recipeIn` would refuse. */
export function recipeContent(recipe: LinkedRecipe): string {
  const content = toBase64url(new TextEncoder().encode(canonicalJson(check(recipe))));
  checkLength(content);
  return content;
}

/** The recipe in a link. Throws SnapshotError for a content that `recipeContent` did not write. */
export function recipeIn(content: string): LinkedRecipe {
  checkLength(content);
  const bytes = fromBase64url(content);
  let json: string;
  let value: unknown;
  try {
    json = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(json);
  } catch {
    throw refusal('LINK_RECIPE', 'recipe', 'incomplete or damaged: not JSON in UTF-8');
  }
  const recipe = check(value);
  if (canonicalJson(recipe) !== json) {
    throw refusal('LINK_RECIPE', 'recipe', 'not spelled the one way Nextup spells it');
  }
  return recipe;
}

function check(value: unknown): LinkedRecipe {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const where = v.getDotPath(issue) ?? 'recipe';
  throw refusal('LINK_RECIPE', `recipe ${quote(where)}`, `${quote(issue.input)}, expected ${issue.expected ?? 'less'}`);
}

function checkLength(content: string): void {
  if (content.length <= MAX_RECIPE_LENGTH) return;
  const cause = `${content.length} characters, expected at most ${MAX_RECIPE_LENGTH}`;
  throw refusal('LINK_LENGTH', 'recipe', cause);
}
