import type { Part } from '../parts/part.ts';
import type { Settings, Values } from '../parts/settings.ts';
import type { Guesser } from '../recommend/guesser.ts';
import type { Ranked } from '../recommend/rank.ts';
import type { Scorer } from '../recommend/scorer.ts';

/** What is asked of a decoder. */
export interface Wish {
  /** Places of the list. */
  readonly count: number;
  /** Items that are not recommended. */
  readonly hidden: ReadonlySet<number>;
}

/** A model after one history. */
export interface Asked {
  /** The state after the history. */
  readonly state: Float64Array;
  readonly scorer: Scorer;
  /** Null where items are not known by codes. */
  readonly guesser: Guesser | null;
}

/** The same of a model that knows items by codes. */
export interface AskedByCodes extends Asked {
  readonly guesser: Guesser;
}

/** Codes that a search has chosen, one after another. */
export interface Branch {
  /** The branch that it goes on from, among those of the slot before; −1 at the first. */
  readonly parent: number;
  readonly code: number;
  /** ln P of its codes. */
  readonly sum: number;
  /** What it ends with: an item, at the last slot. */
  readonly item: number | null;
}

export interface Decoded {
  /** Items of the catalogue, never anything else, the best first. */
  readonly list: readonly Ranked[];
  /** The branches that were kept in each slot; none where nothing was searched. */
  readonly branches: readonly (readonly Branch[])[];
}

/** How a list is made of what a model guesses. */
interface Listing<S extends Settings, A extends Asked> extends Part<S> {
  /** Rests before each yield. */
  list(asked: A, wish: Wish, values: Values<S>): Generator<void, Decoded>;
}

export type Decoder<S extends Settings = Settings> =
  | (Listing<S, Asked> & { readonly needs: 'scores' })
  | (Listing<S, AskedByCodes> & { readonly needs: 'codes' });

export const defineDecoder = <S extends Settings>(decoder: Decoder<S>): Decoder<S> => decoder;
