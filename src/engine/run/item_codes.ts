import { alikeOf, alikeWords, usesOf } from '../../core/code_use.ts';
import { sourceWords } from '../../core/vector_words.ts';
import type { Pace } from '../../core/pace.ts';
import type { Dataset } from '../../data/dataset.ts';
import { digestOfCodes } from '../../data/given_codes.ts';
import type { Split } from '../../data/split.ts';
import type { Codes, CodesShape } from '../../events/codes.ts';
import { itemVectors, sourceFor, type FeatureSource, type ItemVectors } from '../../features/features.ts';
import { itemsThatTrain, pick } from '../../features/held_out.ts';
import type { TextSpace } from '../../features/text_space.ts';
import type { AnyValues } from '../../parts/settings.ts';
import type { Executor } from '../../runtime/program.ts';
import type { TitleCoder } from '../../snapshot/title_coder.ts';
import type { Fitting, Tokenizer, Tokens } from '../../tokenizers/tokenizer.ts';
import type { Vectors } from '../../tokenizers/vectors.ts';
import type { RunCodes } from './code_messages.ts';
import type { Recipe } from './messages.ts';
import { codesShapeOf, tokenizerOf } from './recipes.ts';
import type { Blueprint } from './workbench.ts';

/** Numbers of an item's vector, as many as fall into the slots or levels alike. */
const WIDTH = 64;

/** Codes that mean nothing, to measure with: each is that of as many items as any other. Null for a model that asks for none. */
export function anyCodes({ recipe, split }: Pick<Blueprint, 'recipe' | 'split'>): Codes | null {
  const shape = codesShapeOf(recipe);
  if (shape === null) return null;
  const { slots, size } = shape;
  const count = split.dataset.catalogue.ids.length * slots;
  return { ...shape, values: Uint16Array.from({ length: count }, (_, i) => Math.floor(i / slots) % size) };
}

/** Codes of the items of a run, and what made them. */
export interface CodedItems {
  readonly codes: Codes;
  /** How a title that no item has is coded; null where the codes were not made of text, and of runs kept before 2026-11-30. */
  readonly coder: TitleCoder | null;
}

/** What was made of the items of a run. */
export interface MadeCodes extends CodedItems {
  /** How they tell items apart, as a sentence. */
  readonly words: string;
}

/**
 * Codes of the items of a blueprint, for a model that asks for them, made by the tokenizer that its recipe names. The same blueprint
 * gives the same codes on one device. @throws SettingsError, CancelledError
 */
export async function makeCodes({ recipe, split }: Blueprint, executor: Executor, pace: Pace): Promise<MadeCodes> {
  const shape = codesShapeOf(recipe);
  if (shape === null) throw new Error(`codes: ${recipe.model} asks for none`);
  if (recipe.dataset.codes !== undefined) return givenCodes(split, shape);
  const source = sourceFor(recipe.training.vectors ?? 'any', split.dataset.catalogue);
  const { tokenizer, chosen } = tokenizerOf(recipe);
  const fitting = { seed: recipe.seed, executor, pace };
  const { made, space } = await codesFrom(split, source, tokenizer, shape, chosen, fitting);
  const coder = space && { tokenizer: tokenizer.name, space, fitted: made.fitted };
  return told({ ...shape, values: made.codes }, coder, `made of its ${sourceWords(source)} by ${tokenizer.title}`);
}

/** Those that the dataset was given. */
function givenCodes({ dataset }: Split, shape: CodesShape): MadeCodes {
  if (dataset.codes === undefined) throw new Error('codes: a recipe with given codes, and a dataset without');
  return told({ ...shape, values: dataset.codes.values }, null, `from ${dataset.codes.name}`);
}

function told(codes: Codes, coder: MadeCodes['coder'], whence: string): MadeCodes {
  const { used, alike, items } = codesTold(codes);
  return {
    codes,
    coder,
    words: `${codes.slots} codes for each item, ${whence}: ${Math.round(100 * used)} % of the codes are used, ${alikeWords(alike, items)}.`,
  };
}

/** A dataset with the codes that it was given when a run was begun on it and that its checkpoint has: the file is not needed again. */
export async function withKept(
  dataset: Dataset,
  { dataset: of }: Pick<Recipe, 'dataset'>,
  codes: Codes | null,
): Promise<Dataset> {
  if (of.codes === undefined || codes === null || dataset.codes !== undefined) return dataset;
  const { slots, size, values } = codes;
  const given = { name: 'the kept run', slots, size, values, elsewhere: 0, digest: await digestOfCodes(codes) };
  return { ...dataset, codes: given };
}

/** How codes are used, and which items they do not tell apart. */
export function codesTold({ slots, size, values }: Codes): RunCodes {
  const used = usesOf(values, { slots, size }).reduce((sum, slot) => sum + slot.used, 0) / (slots * size);
  return { items: values.length / slots, slots, size, used, alike: alikeOf(values, slots) };
}

/**
 * Codes of the items of a split, and of the vectors that they are made of how many numbers they have and where text lies among them. What
 * the split holds out is coded by what was fitted to the others. @throws SettingsError, CancelledError
 */
export async function codesFrom(
  split: Split,
  source: FeatureSource,
  tokenizer: Tokenizer,
  shape: CodesShape,
  chosen: AnyValues,
  fitting: Fitting,
): Promise<{ readonly width: number; readonly space: TextSpace | null; readonly made: Tokens }> {
  const vectors = await vectorsFor(split, source, shape.slots, fitting.seed, fitting.pace);
  const { width, space } = vectors;
  if (split.heldOut.length === 0) return { width, space, made: await tokenizer.fit(vectors, shape, chosen, fitting) };
  const known = itemsThatTrain(split);
  const rows = (items: Uint32Array): Vectors => ({ values: pick(vectors.values, width, items), width });
  const made = await tokenizer.fit(rows(known), shape, chosen, fitting);
  const later = await tokenizer.encode(rows(split.heldOut), made.fitted, fitting.executor, fitting.pace);
  const codes = new Uint16Array(made.codes.length + later.length);
  const put = (items: Uint32Array, of: Uint16Array): void =>
    items.forEach((item, i) => codes.set(of.subarray(i * shape.slots, (i + 1) * shape.slots), item * shape.slots));
  put(known, made.codes);
  put(split.heldOut, later);
  return { width, space, made: { ...made, codes } };
}

/** Vectors of which codes are made, so many for an item. @throws SettingsError, CancelledError */
export const vectorsFor = (
  split: Split,
  source: FeatureSource,
  slots: number,
  seed: number,
  pace: Pace = {},
): Promise<ItemVectors> => itemVectors(split, source, slots * Math.ceil(WIDTH / slots), seed, { signal: pace.signal });
