/** Texts to vectors by an encoder that somebody gave, which is believed nothing until it was looked at. */
import { SettingsError } from '../core/errors.ts';
import { Pacer, type Pace } from '../core/pace.ts';
import { quote } from '../core/quote.ts';
import type { Provider, Runtime } from '../ort/session.ts';
import { compared, type Comparison } from './comparison.ts';
import type { EncoderFiles } from './files.ts';
import { OpenModel } from './open_model.ts';
import { readingOf } from './reading.ts';
import { tokensOf, type TextTokens } from './text_tokens.ts';

/** Vectors that an encoder made of texts. */
export interface EncodedTexts {
  /** (texts, width), row-major, as the encoder gives them; a text that says nothing to it has the mean of the others. */
  readonly values: Float32Array<ArrayBuffer>;
  readonly width: number;
  /** Where they were computed, and how far the other provider is from it on a few texts. */
  readonly provider: Provider;
  readonly comparison: Comparison | null;
  /** Version of ONNX's operators that the model was written for. */
  readonly opset: number;
  /** Texts longer than the encoder reads, cut. */
  readonly cut: number;
  /** Texts in which there is nothing to read. */
  readonly silent: number;
}

/** Vectors of texts that an encoding has read before it was given up. */
export interface Begun {
  readonly provider: Provider;
  /** By the place of the text. */
  readonly vectors: ReadonlyMap<number, Float32Array>;
}

/** Texts that were read together. */
export interface ReadTogether {
  readonly provider: Provider;
  /** Their places. */
  readonly texts: readonly number[];
  /** (texts, width), row-major. */
  readonly values: Float32Array<ArrayBuffer>;
  /** Texts that are read by now, of all in which there is something to read. */
  readonly done: number;
  readonly of: number;
}

/** How an encoding is watched, and what it goes on from. */
export interface Course extends Pace {
  readonly begun?: Begun | null | undefined;
  readonly onRead?: ((read: ReadTogether) => void) | undefined;
}

/** Tokens of one question, padding none: texts of one length are read together. */
const TOKENS_AT_ONCE = 2048;
const TEXTS_AT_ONCE = 64;

/**
 * A vector for each text. The model is compared between providers on a few texts first, where there are two (see `compared`). What has begun goes on where it was
 * computed by the same provider: texts are read in the same groups whether it was given up or not, so that the bits are the same.
 *
 * @throws SettingsError for files that are not understood and for a model that gives what is no vector, CancelledError
 */
export async function encodeTexts(
  files: EncoderFiles,
  texts: readonly string[],
  runtime: Runtime,
  course: Course = {},
): Promise<EncodedTexts> {
  const pacer = new Pacer('encoder', course);
  const reading = readingOf(files);
  const model = OpenModel.check(files, reading);
  const tokens = await pacer.through(tokenized(texts, tokensOf(files, reading)));
  const known = tokens.flatMap((text, item) => (text.ids.length > 0 && texts[item].trim() !== '' ? [item] : []));
  if (known.length === 0) throw new SettingsError('encoder: no item has a text to read; open a file with titles');
  const { open, provider, comparison } = await compared(model, sampleOf(known, tokens), runtime, pacer);
  try {
    let values = roomFor(0, 0);
    let done = 0;
    const begun = course.begun?.provider === provider ? course.begun.vectors : new Map<number, Float32Array>();
    for (const group of groups(known, tokens, model.oneByOne)) {
      const before = group.flatMap((item) => begun.get(item) ?? []);
      const kept = before.length === group.length;
      const vectors = kept ? before : await open.vectors(group.map((item) => tokens[item].ids));
      const [{ length: width }] = vectors;
      if (done === 0) values = roomFor(texts.length, width);
      for (const [i, item] of group.entries()) {
        checkFinite(vectors[i], texts[item]);
        values.set(vectors[i], item * width);
      }
      done += group.length;
      if (kept) continue;
      const read = Float32Array.from(
        { length: group.length * width },
        (_, i) => vectors[Math.floor(i / width)][i % width],
      );
      course.onRead?.({ provider, texts: group, values: read, done, of: known.length });
      await pacer.rest(done / known.length);
    }
    const width = values.length / texts.length;
    fillSilent(values, width, known);
    const cut = known.filter((item) => tokens[item].cut).length;
    return { values, width, provider, comparison, opset: model.opset, cut, silent: texts.length - known.length };
  } finally {
    await open.release();
  }
}

/** Numbers of all vectors, 1 GiB of them. */
const MOST_NUMBERS = 2 ** 28;

function roomFor(texts: number, width: number): Float32Array<ArrayBuffer> {
  if (texts * width <= MOST_NUMBERS) return new Float32Array(texts * width);
  throw new SettingsError(
    `encoder: ${texts} vectors of ${width} numbers are more than ${MOST_NUMBERS}; take an encoder with fewer`,
  );
}

/** Tokens of each text; equal texts share theirs. */
function* tokenized(texts: readonly string[], tokensOf: (text: string) => TextTokens): Generator<void, TextTokens[]> {
  const made = new Map<string, TextTokens>();
  const all: TextTokens[] = [];
  for (const text of texts) {
    const tokens = made.get(text) ?? tokensOf(text);
    made.set(text, tokens);
    all.push(tokens);
    yield;
  }
  return all;
}

/** Texts that providers are compared on: the longest, the one with the largest id, and others from all over. */
const COMPARED = 16;

function sampleOf(known: readonly number[], tokens: readonly TextTokens[]): readonly (readonly number[])[] {
  const most = (of: (ids: readonly number[]) => number): number =>
    known.reduce((best, item) => (of(tokens[item].ids) > of(tokens[best].ids) ? item : best), known[0]);
  const largest = (ids: readonly number[]): number => ids.reduce((a, b) => Math.max(a, b), 0);
  const chosen = new Set([most((ids) => ids.length), most(largest)]);
  const step = Math.max(1, Math.floor(known.length / COMPARED));
  for (let at = 0; at < known.length && chosen.size < COMPARED; at += step) chosen.add(known[at]);
  return [...chosen].map((item) => tokens[item].ids);
}

/** Texts of one length each, few enough for one question. */
function* groups(known: readonly number[], tokens: readonly TextTokens[], oneByOne: boolean): Generator<number[]> {
  const byLength = new Map<number, number[]>();
  for (const item of known) {
    const { length } = tokens[item].ids;
    const group = byLength.get(length) ?? [];
    group.push(item);
    byLength.set(length, group);
  }
  for (const [length, items] of [...byLength].sort(([a], [b]) => b - a)) {
    const most = oneByOne ? 1 : Math.max(1, Math.min(TEXTS_AT_ONCE, Math.floor(TOKENS_AT_ONCE / length)));
    for (let at = 0; at < items.length; at += most) yield items.slice(at, at + most);
  }
}

function checkFinite(vector: Float32Array | Float64Array, text: string): void {
  const odd = vector.findIndex((value) => !Number.isFinite(value));
  if (odd < 0) return;
  throw new SettingsError(
    `encoder: number ${odd} of the vector of ${quote(text)} is ${vector[odd]}, expected a finite number; take another model`,
  );
}

/** Gives texts that say nothing the mean of the others, so that they lie nowhere in particular. */
function fillSilent(values: Float32Array, width: number, known: readonly number[]): void {
  const items = values.length / width;
  if (known.length === items) return;
  const mean = new Float64Array(width);
  for (const item of known) for (let c = 0; c < width; c++) mean[c] += values[item * width + c] / known.length;
  const said = new Set(known);
  for (let item = 0; item < items; item++) if (!said.has(item)) values.set(mean, item * width);
}
