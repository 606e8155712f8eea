import type { CodedItems } from '../engine/run/item_codes.ts';
import { itemVectors } from '../features/features.ts';
import { shapeDataset } from '../data/shape.ts';
import { split } from '../data/split.ts';
import type { CodesShape } from '../events/codes.ts';
import { usualValues } from '../parts/settings.ts';
import { onCpu } from '../runtime/program.ts';
import { tokenizerNamed } from '../tokenizers/catalogue.ts';

/** Numbers of a vector: few, since directions are found among 32,768 columns. */
const WIDTH = 8;

const SORTS = ['night train', 'garden herbs', 'winter soup', 'stone bridge'];

/** Titles of four sorts. */
export const sortedTitles = (items: number): readonly string[] =>
  Array.from({ length: items }, (_, i) => `The ${SORTS[i % SORTS.length]} ${Math.floor(i / SORTS.length)}`);

/** Codes made of titles, and what made them, as a run has them; on the CPU. */
export async function titledCodes(titles: readonly string[], shape: CodesShape, name: string): Promise<CodedItems> {
  const dataset = await shapeDataset({
    name: 'titled',
    users: ['u', 'v'],
    catalogue: { ids: titles.map((_, i) => `b${i + 1}`), titles, categories: null },
    user: Uint32Array.from(titles, (_, i) => i % 2),
    item: Uint32Array.from(titles, (_, i) => i),
    time: null,
  });
  const tokenizer = tokenizerNamed(name);
  const chosen = { ...usualValues(tokenizer.settings), fsqSteps: 20 };
  const fitting = { seed: 1, executor: onCpu };
  const vectors = await itemVectors(split(dataset), 'text', WIDTH, fitting.seed);
  const { space } = vectors;
  const made = await tokenizer.fit(vectors, shape, chosen, fitting);
  return { codes: { ...shape, values: made.codes }, coder: space && { tokenizer: name, space, fitted: made.fitted } };
}
