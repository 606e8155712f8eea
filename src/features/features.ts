/** What an item is known by before anything is trained: a vector. */
import { SettingsError } from '../core/errors.ts';
import { Pacer, type Pace } from '../core/pace.ts';
import { chosen } from '../core/words.ts';
import type { Catalogue, Dataset } from '../data/dataset.ts';
import type { Split } from '../data/split.ts';
import type { ChoiceSetting } from '../parts/settings.ts';
import { cooccurrences } from './cooccurrences.ts';
import { ENCODER_SOURCE, encodedBy, newestEncoder, type EncoderSource } from './encoded.ts';
import { itemsThatTrain, pick, rowsOf, withHeldOut } from './held_out.ts';
import { aboutMean, type Matrix, type Sparse } from './sparse.ts';
import { spread } from './spread.ts';
import { truncatedSvd } from './svd.ts';
import { termFrequencies } from './terms.ts';
import { textSpace, type Centring, type TextSpace } from './text_space.ts';

/** Vectors of the items, (items, width), row-major. */
export interface ItemVectors {
  readonly values: Float32Array;
  readonly width: number;
  /** What texts that no item has get their vectors by; null where these are not made of text. */
  readonly space: TextSpace | null;
}

/** Where the vectors of the items are from. */
interface Source {
  readonly says: string;
  /** What a dataset must have for it, in words; null where this one has it. */
  lacks(catalogue: Catalogue): string | null;
  matrix(split: Split): Generator<void, Sparse>;
}

const sources = {
  text: {
    says: 'titles and categories: items whose words are alike lie close',
    lacks: ({ titles, categories }) =>
      titles === null && categories === null ? 'has neither titles nor categories' : null,
    matrix: ({ dataset: { catalogue }, heldOut }) => termFrequencies(catalogue, heldOut),
  },
  spread: {
    says: 'titles and categories, spread over the items that stand near one another in the histories that train',
    lacks: ({ titles, categories }) =>
      titles === null && categories === null ? 'has neither titles nor categories' : null,
    matrix: ({ dataset: { catalogue }, heldOut }) => termFrequencies(catalogue, heldOut),
  },
  histories: {
    says: 'histories that train: items that stand near one another lie close',
    lacks: () => null,
    matrix: cooccurrences,
  },
} as const satisfies Record<string, Source>;

export type FeatureSource = keyof typeof sources | 'encoder' | EncoderSource;

const isEncoder = (source: string): source is 'encoder' | EncoderSource => source.startsWith('encoder');

/** Where vectors are from; of `any` source a recipe names the one that it comes to. */
export const vectorsSetting = {
  usual: 'any',
  options: {
    any: 'text where there is any, else histories',
    text: sources.text.says,
    spread: sources.spread.says,
    histories: sources.histories.says,
    encoder:
      'the text encoder that read the titles of these items last, a file of yours: titles that mean the same lie close',
  },
  also: ENCODER_SOURCE,
  help: 'What items are told apart by before anything is learned',
} as const satisfies ChoiceSetting;

/** The source that a setting comes to for a catalogue: the text, where there is any; of an encoder that one which read it last. */
export function sourceFor(setting: string, catalogue: Catalogue): FeatureSource {
  if (isEncoder(setting)) return setting === 'encoder' ? (newestEncoder(catalogue) ?? setting) : setting;
  if (setting === 'text' || setting === 'spread' || setting === 'histories') return setting;
  return sources.text.lacks(catalogue) === null ? 'text' : 'histories';
}

/** @throws SettingsError where the dataset has not what a source needs, or an encoder has not read its items */
export function checkSource(source: FeatureSource, { name, catalogue }: Dataset): void {
  if (isEncoder(source)) {
    encodedBy(catalogue, source);
    return;
  }
  const lacks = chosen<Source>('source of vectors', source, sources).lacks(catalogue);
  if (lacks === null) return;
  throw new SettingsError(
    `vectors: ${name} ${lacks}, so that there is no ${source} to make them from; choose histories, or open a file with titles`,
  );
}

/**
 * A vector for every item by truncated SVD of what the source says of it, about their mean and of mean square 1. Directions in which items
 * differ more keep more weight: made alike, as for an auto-encoder, those that hold nothing but noise would decide as much. The same
 * data, source, width and seed give the same bits.
 *
 * Of the source `spread` each vector takes in those of the items near it before it is moved about the mean; a text that no item has takes in none.
 *
 * Items that the split holds out decide nothing of this: they lie where the terms, the directions, the mean and the scale of the others put
 * them, as items that came later would.
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
  checkSource(source, split.dataset);
  const pacer = new Pacer('vectors', pace);
  const matrix = isEncoder(source) ? encoded(split, source) : await pacer.through(sources[source].matrix(split));
  const none = split.heldOut.length === 0;
  const fitted = none ? matrix : await pacer.through(rowsOf(matrix, itemsThatTrain(split)));
  const reduced = await pacer.through(truncatedSvd(fitted, width, seed));
  const found = source === 'spread' ? await pacer.through(spread(split, reduced.values, width)) : reduced.values;
  const { values: own, ...centring } = centred(found, width);
  const values = none ? own : await pacer.through(withHeldOut(split, matrix, { own, reduced, centring }));
  const ofText = (source === 'text' || source === 'spread') && !('dense' in fitted);
  const space = ofText ? await pacer.through(textSpace(fitted, reduced, centring)) : null;
  return { values: Float32Array.from(values), width, space };
}

/** What an encoder made of the items, about the mean of those that train. */
function encoded(split: Split, source: string): Matrix {
  const { values, width } = encodedBy(split.dataset.catalogue, source);
  if (split.heldOut.length === 0) return aboutMean(values, width);
  const { means } = aboutMean(pick(values, width, itemsThatTrain(split)), width);
  return { rows: values.length / width, columns: width, dense: values, means };
}

/** Columns less their means, all divided by one number, so that a row's mean square is 1 on average; 0 where all rows are alike. */
function centred(values: Float64Array, width: number): Centring & { readonly values: Float64Array } {
  const means = new Float64Array(width);
  values.forEach((value, i) => (means[i % width] += (value * width) / values.length));
  const less = values.map((value, i) => value - means[i % width]);
  const square = less.reduce((sum, value) => sum + value * value, 0) / less.length;
  if (!(square > 0)) return { values: less, means, scale: 1 };
  const scale = Math.sqrt(square);
  return { values: less.map((value) => value / scale), means, scale };
}
