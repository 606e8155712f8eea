import type { CodesShape } from '../events/codes.ts';
import type { Events, Prefixes } from '../events/events.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Scope } from '../nn/scope.ts';
import type { Indexed } from '../ops/index.ts';
import type { Sees } from '../objectives/objective.ts';
import type { Part, Preset } from '../parts/part.ts';
import type { AnyValues, NumberSetting, Settings, Values } from '../parts/settings.ts';

/** What is guessed of an item in one place: its row of a table. Row 0 is padding. */
export interface Slot {
  /** (B, T, C), or (N, C) where positions were named. */
  readonly states: Tensor;
  /** (R, C): a parameter, or made of parameters and of the catalogue alone. */
  readonly table: Tensor;
  /** u32 (V): the row of each token; null where the table has a row for every token. */
  readonly codes: Tensor | null;
}

/** What is guessed at once: score of item v = Σ over slots ⟨states, table[codes_v]⟩. One slot where items have rows of their own. */
export type Slots = readonly [Slot, ...Slot[]];

/**
 * The states u_s by which the code of a slot is guessed, from those of the slot before and the code that was chosen there.
 *
 * @param before  (N, C)
 * @param chosen  of rows (R, C), one for each code of the slot before, those that belong to the code chosen: (N, C)
 * @returns       (N, C)
 */
export type Step = (before: Tensor, chosen: (rows: Tensor) => Tensor) => Tensor;

/** A code that is guessed after those before it. */
export interface Link {
  /** (R, C), a parameter; row 0 is padding. */
  readonly table: Tensor;
  /** The row of each token, with its inverted index. */
  readonly codes: Indexed;
  /** What leads from the slot before to this one. */
  readonly step: Step;
  /** The codes before this one that items begin with. */
  readonly prefixes: Prefixes;
}

/** What is guessed code by code: score of item v = ln P(codes of v) = Σ_s ln softmax(table_s · u_s)[codes_v,s], where u_s depends on the codes before s. */
export interface Chain {
  readonly first: Omit<Link, 'step' | 'prefixes'> & { readonly states: Tensor };
  readonly next: readonly [Link, ...Link[]];
  /** u32 (V): of each token all its codes but the last, among the prefixes of the last link. */
  readonly ends: Tensor;
}

/** How the catalogue is scored. */
export type Head = Slots | Chain;

export const isChain = (head: Head): head is Chain => 'next' in head;

/** What a model makes of histories: a state at each position, and how it scores. */
export interface Encoded {
  /** (B, T, C): position t summarises the history up to and including t. (N, C) where positions were named. */
  readonly hidden: Tensor;
  readonly head: Head;
}

/** score of v = ⟨hidden, table_v⟩: items have rows of their own. */
export const scoredBy = (hidden: Tensor, table: Tensor): Encoded => ({
  hidden,
  head: [{ states: hidden, table, codes: null }],
});

/** A part of a model, as the picture of its stack shows it. */
export interface StageWords {
  /** Where its parameters stand: `items`, or `block#.attention`, in which # counts from 0. */
  readonly scope: string;
  readonly title: string;
  /** What it does, for somebody who reads no papers. */
  readonly says: string;
  /** Settings that change it. */
  readonly settings: readonly string[];
}

/** What may be set of every model: how far back it reads. */
interface Lengthy extends Settings {
  readonly length: NumberSetting;
}

/** A value for each setting of some model. */
export interface Config extends AnyValues {
  readonly length: number;
}

/** A model: what it is called, how it may be set, and its forward pass. `says` stands in a sentence; {length} is the number of items it reads. */
export interface Model<S extends Lengthy = Lengthy> extends Part<S> {
  /** What a state is made of, which decides what the model can be trained on. */
  readonly sees: Sees;
  /** Settings worth starting from, the usual ones first. */
  readonly presets: readonly [Preset, ...Preset[]];
  /** In the order of the forward pass; scoring, which has no parameters, is no part. */
  readonly stages: readonly StageWords[];
  /** The codes that it knows items by; absent where each item has a row of its own. */
  codes?(config: Values<S>): CodesShape;
  /** What a model that knows items by codes guesses: these, unless it says that it guesses among the items themselves. */
  readonly guesses?: 'items';
  /** The tokenizer that usually makes them; product k-means where none is named. */
  readonly tokenizer?: string;
  /** What of its settings is not as usual, unless somebody says otherwise. */
  readonly coding?: AnyValues;
  /** What settings, each in its range, must be to fit one another, with what they are; null where they fit. */
  misfit(config: Values<S>): string | null;
  forward(w: Scope, events: Events, config: Values<S>): Encoded;
}

/** Whether what a model guesses are codes of items, by which losses and lists go. */
export const guessesCodes = ({ codes, guesses }: Pick<Model, 'codes' | 'guesses'>): boolean =>
  codes !== undefined && guesses !== 'items';

export const defineModel = <S extends Lengthy>(model: Model<S>): Model<S> => model;
