import { collisionWords } from '../../core/code_use.ts';
import type { Pace } from '../../core/pace.ts';
import type { Split } from '../../data/split.ts';
import type { Codes } from '../../events/codes.ts';
import { itemVectors, sourceFor, type FeatureSource } from '../../features/features.ts';
import type { Executor } from '../../runtime/program.ts';
import { residualKmeans, type Chosen, type Codes as Tokens } from '../../tokenizers/residual_kmeans.ts';
import { codesShapeOf } from './recipes.ts';
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
 * Codes of the items of a blueprint, for a model that asks for them: vectors, and k-means in each slot over its part of them, so that no
 * slot comes before another. The same blueprint gives the same codes on one device. @throws CancelledError
 */
export async function makeCodes({ recipe, split }: Blueprint, executor: Executor, pace: Pace): Promise<MadeCodes> {
  const shape = codesShapeOf(recipe);
  if (shape === null) throw new Error(`codes: ${recipe.model} asks for none`);
  const { vectors = 'any', iterations = residualKmeans.settings.iterations.usual } = recipe.training;
  const source = sourceFor(vectors, split.dataset.catalogue);
  const chosen = { form: 'product', levels: shape.slots, codes: shape.size, iterations } as const;
  const { made } = await codesFrom(split, source, chosen, recipe.seed, executor, pace);
  const used = made.use.reduce((sum, slot) => sum + slot.used, 0) / (shape.slots * shape.size);
  return {
    codes: { ...shape, values: Uint16Array.from(made.codes) },
    words: `${shape.slots} codes for each item, made of its ${source}: ${Math.round(100 * used)} % of the codes are used, ${collisionWords(made.collisions)}.`,
  };
}

/** Codes of the items of a split and how many numbers the vectors have that they are made of. @throws SettingsError, CancelledError */
export async function codesFrom(
  split: Split,
  source: FeatureSource,
  chosen: Partial<Chosen> & Pick<Chosen, 'form' | 'levels'>,
  seed: number,
  executor: Executor,
  pace: Pace,
): Promise<{ readonly width: number; readonly made: Tokens }> {
  const { form, levels } = chosen;
  const width = levels * Math.ceil(WIDTH / levels);
  const { values } = await itemVectors(split, source, width, seed, { signal: pace.signal });
  const vectors = { values: form === 'product' ? dealt(values, width, levels) : values, width };
  return { width, made: await residualKmeans.tokenize(vectors, chosen, seed, executor, pace) };
}

/** Columns dealt to the slots in turn, so that each has its share of those in which items differ most. */
function dealt(values: Float32Array, width: number, slots: number): Float32Array {
  const each = width / slots;
  return values.map((_, i) => {
    const [row, column] = [Math.floor(i / width), i % width];
    return values[row * width + (column % each) * slots + Math.floor(column / each)];
  });
}
