import { counted } from '../core/counted.ts';
import { SettingsError } from '../core/errors.ts';
import type { Pace } from '../core/pace.ts';
import type { CodesShape } from '../events/codes.ts';
import type { Part } from '../parts/part.ts';
import type { Settings, Values } from '../parts/settings.ts';
import type { Executor } from '../runtime/program.ts';
import { checkVectors, countOf, type Vectors } from './vectors.ts';

/** Numbers that were fitted, by what they are called. */
export interface FittedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array<ArrayBuffer>;
}

export type FittedShape = Pick<FittedTensor, 'name' | 'shape'>;

/** All that is needed to code further vectors. */
export type Fitted = readonly FittedTensor[];

/** Codes for items, and what they stand for. */
export interface Tokens {
  /** (items, slots), row-major, each below the size of a slot. */
  readonly codes: Uint16Array<ArrayBuffer>;
  readonly fitted: Fitted;
  /** Share of the variance of the vectors that the codes of an item explain. */
  readonly explained: number;
  /** The same of the codes up to each slot, where a slot says something without those behind it. */
  readonly explainedUpTo?: readonly number[];
}

/** What codes are fitted with: where it is computed, by which seed, and how it is watched. */
export interface Fitting {
  readonly executor: Executor;
  readonly seed: number;
  readonly pace?: Pace;
}

/** A way to name items by codes, made of their vectors. Its settings are words of a run's: no two tokenizers mean different things by one. */
export interface Tokenizer<S extends Settings = Settings> extends Part<S> {
  /** Codes to choose from in a slot that its settings ask for; null where there are as many as somebody wants. */
  size(settings: Values<S>): number | null;
  /** Most codes to choose from in a slot where there are so many items. */
  most(items: number): number;
  /** What of its settings does not fit the codes that are asked for, in words; null where they fit. */
  misfit(shape: CodesShape, settings: Values<S>): string | null;
  /**
   * The same vectors, settings and seed give the same codes on one executor.
   *
   * @param vectors  (N, D) as they are, finite
   * @throws SettingsError where something does not fit, CancelledError
   */
  fit(vectors: Vectors, shape: CodesShape, settings: Values<S>, fitting: Fitting): Promise<Tokens>;
  /** Which tensors `fit` can have made for codes of that shape and vectors of that width: what another file says it made is checked against them. */
  fitted(shape: CodesShape, width: number, found: Fitted): readonly FittedShape[];
  /** The codes of any vectors of that width, as they would have had them. @throws CancelledError */
  encode(vectors: Vectors, fitted: Fitted, executor: Executor, pace?: Pace): Promise<Uint16Array<ArrayBuffer>>;
}

/** A tokenizer that refuses what it cannot code before it begins. */
export const defineTokenizer = <S extends Settings>(tokenizer: Tokenizer<S>): Tokenizer<S> => ({
  ...tokenizer,
  async fit(vectors, shape, settings, fitting) {
    checkVectors(tokenizer.name, vectors);
    checkAsked(tokenizer, countOf(vectors), shape, settings);
    return tokenizer.fit(vectors, shape, settings, fitting);
  },
});

/** @throws SettingsError where so many items, the codes that are asked for and the settings do not fit one another */
export function checkAsked<S extends Settings>(
  { name, most, misfit }: Pick<Tokenizer<S>, 'name' | 'most' | 'misfit'>,
  items: number,
  shape: CodesShape,
  settings: Values<S>,
): void {
  const misfits = misfit(shape, settings);
  if (misfits !== null) throw new SettingsError(`${name}: ${misfits}`);
  if (shape.size <= most(items)) return;
  throw new SettingsError(
    `${name}: ${counted(shape.size, 'code')} for ${counted(items, 'item')}; use at most ${counted(most(items), 'code')}`,
  );
}

/** What is no fit of a tokenizer for codes of that shape and vectors of that width, in words; null where all of it is right. */
export function fittedFault(
  { fitted, name }: Pick<Tokenizer, 'fitted' | 'name'>,
  shape: CodesShape,
  width: number,
  found: Fitted,
): string | null {
  const said = (tensors: readonly FittedShape[]): string =>
    tensors.map((tensor) => `${tensor.name} (${tensor.shape.join(', ')})`).join(', ');
  const expected = fitted(shape, width, found);
  const byName = [...found].sort((a, b) => (a.name < b.name ? -1 : 1));
  const wanted = [...expected].sort((a, b) => (a.name < b.name ? -1 : 1));
  if (said(byName) !== said(wanted)) return `${said(byName)}, and ${name} makes ${said(wanted)}`;
  const odd = found.find(({ data }) => !data.every(Number.isFinite));
  return odd === undefined ? null : `${odd.name} holds what is no finite number`;
}

/** The tensor called so. */
export function tensorOf(fitted: Fitted, name: string): FittedTensor {
  const found = fitted.find((tensor) => tensor.name === name);
  if (found === undefined) throw new Error(`tokenizer: what was fitted has no '${name}'`);
  return found;
}
