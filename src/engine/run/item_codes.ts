import { alikeOf, alikeWords, usesOf } from '../../core/code_use.ts';
import type { Pace } from '../../core/pace.ts';
import type { Split } from '../../data/split.ts';
import type { Codes, CodesShape } from '../../events/codes.ts';
import { itemVectors, sourceFor, type FeatureSource } from '../../features/features.ts';
import type { AnyValues } from '../../parts/settings.ts';
import type { Executor } from '../../runtime/program.ts';
import type { Fitting, Tokenizer, Tokens } from '../../tokenizers/tokenizer.ts';
import type { RunCodes } from './code_messages.ts';
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

/** What was made of the items of a run. */
export interface MadeCodes {
  readonly codes: Codes;
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
  const source = sourceFor(recipe.training.vectors ?? 'any', split.dataset.catalogue);
  const { tokenizer, chosen } = tokenizerOf(recipe);
  const { made } = await codesFrom(split, source, tokenizer, shape, chosen, { seed: recipe.seed, executor, pace });
  const codes = { ...shape, values: made.codes };
  const { used, alike, items } = codesTold(codes);
  return {
    codes,
    words: `${shape.slots} codes for each item, made of its ${source} by ${tokenizer.title}: ${Math.round(100 * used)} % of the codes are used, ${alikeWords(alike, items)}.`,
  };
}

/** How codes are used, and which items they do not tell apart. */
export function codesTold({ slots, size, values }: Codes): RunCodes {
  const used = usesOf(values, { slots, size }).reduce((sum, slot) => sum + slot.used, 0) / (slots * size);
  return { items: values.length / slots, slots, size, used, alike: alikeOf(values, slots) };
}

/** Codes of the items of a split and how many numbers the vectors have that they are made of. @throws SettingsError, CancelledError */
export async function codesFrom(
  split: Split,
  source: FeatureSource,
  tokenizer: Tokenizer,
  shape: CodesShape,
  chosen: AnyValues,
  fitting: Fitting,
): Promise<{ readonly width: number; readonly made: Tokens }> {
  const width = shape.slots * Math.ceil(WIDTH / shape.slots);
  const vectors = await itemVectors(split, source, width, fitting.seed, { signal: fitting.pace?.signal });
  return { width, made: await tokenizer.fit(vectors, shape, chosen, fitting) };
}
