/** What an item is known by before anything is trained: a vector. */
import { SettingsError } from '../core/errors.ts';
import { Pacer, type Pace } from '../core/pace.ts';
import { chosen } from '../core/words.ts';
import type { Split } from '../data/split.ts';
import { cooccurrences } from './cooccurrences.ts';
import type { Sparse } from './sparse.ts';
import { truncatedSvd } from './svd.ts';
import { termFrequencies } from './terms.ts';

/** Vectors of the items, (items, width), row-major. */
export interface ItemVectors {
  readonly values: Float32Array;
  readonly width: number;
}

/** Where the vectors of the items are from. */
interface Source {
  readonly says: string;
  /** What a dataset must have for it, in words; null where this one has it. */
  lacks(split: Split): string | null;
  matrix(split: Split): Generator<void, Sparse>;
}

const sources = {
  text: {
    says: 'titles and categories: items whose words are alike lie close',
    lacks: ({ dataset: { catalogue } }) =>
      catalogue.titles === null && catalogue.categories === null ? 'has neither titles nor categories' : null,
    matrix: ({ dataset: { catalogue } }) => termFrequencies(catalogue),
  },
  histories: {
    says: 'histories that train: items that stand near one another lie close',
    lacks: () => null,
    matrix: cooccurrences,
  },
} as const satisfies Record<string, Source>;

export type FeatureSource = keyof typeof sources;

/** Each source with what it is. */
export const featureSources: Readonly<Record<FeatureSource, string>> = {
  text: sources.text.says,
  histories: sources.histories.says,
};

/** The source where nobody names one: the text, where there is any. */
export const usualSource = (split: Split): FeatureSource => (sources.text.lacks(split) === null ? 'text' : 'histories');

/** @throws SettingsError where the dataset has not what a source needs */
export function checkSource(source: FeatureSource, split: Split): void {
  const lacks = chosen<Source>('source of vectors', source, sources).lacks(split);
  if (lacks === null) return;
  throw new SettingsError(
    `vectors: ${split.dataset.name} ${lacks}, so that there is no ${source} to make them from; choose histories, or open a file with titles`,
  );
}

/**
 * A vector for every item by truncated SVD of what the source says of it, about their mean and of mean square 1. Directions in which items
 * differ more keep more weight: made alike, as for an auto-encoder, those that hold nothing but noise would decide as much. The same
 * data, source, width and seed give the same bits.
 *
 * @throws SettingsError where the dataset has not what the source needs, CancelledError
 */
export async function itemVectors(
  split: Split,
  source: FeatureSource,
  width: number,
  seed: number,
  pace: Pace = {},
): Promise<ItemVectors> {
  checkSource(source, split);
  const pacer = new Pacer('vectors', pace);
  const matrix = await pacer.through(sources[source].matrix(split));
  const values = await pacer.through(truncatedSvd(matrix, width, seed));
  return { values: Float32Array.from(centred(values, width)), width };
}

/** Columns less their means, all divided by one number, so that a row's mean square is 1 on average; 0 where all rows are alike. */
function centred(values: Float64Array, width: number): Float64Array {
  const means = new Float64Array(width);
  values.forEach((value, i) => (means[i % width] += (value * width) / values.length));
  const less = values.map((value, i) => value - means[i % width]);
  const square = less.reduce((sum, value) => sum + value * value, 0) / less.length;
  return square > 0 ? less.map((value) => value / Math.sqrt(square)) : less;
}
