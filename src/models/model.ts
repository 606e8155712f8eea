import type { CodesShape } from '../events/codes.ts';
import type { Events } from '../events/events.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Scope } from '../nn/scope.ts';
import type { Sees } from '../objectives/objective.ts';
import type { Part, Preset } from '../parts/part.ts';
import type { AnyValues, NumberSetting, Settings, Values } from '../parts/settings.ts';

/** What is guessed of an item in one place: its row of a table. Row 0 is padding. */
export interface Slot {
  /** (B, T, C), or (N, C) where positions were named. */
  readonly states: Tensor;
  /** (R, C) */
  readonly table: Tensor;
  /** u32 (V): the row of each token; null where the table has a row for every token. */
  readonly codes: Tensor | null;
}

/** How the catalogue is scored: score of item v = Σ over slots ⟨states, table[codes_v]⟩. One slot where items have rows of their own. */
export type Head = readonly [Slot, ...Slot[]];

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
  /** What settings, each in its range, must be to fit one another, with what they are; null where they fit. */
  misfit(config: Values<S>): string | null;
  forward(w: Scope, events: Events, config: Values<S>): Encoded;
}

export const defineModel = <S extends Lengthy>(model: Model<S>): Model<S> => model;
