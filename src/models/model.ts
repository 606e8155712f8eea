import type { Events } from '../events/events.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Scope } from '../nn/scope.ts';
import type { Sees } from '../objectives/objective.ts';
import type { Part, Preset } from '../parts/part.ts';
import type { AnyValues, NumberSetting, Settings, Values } from '../parts/settings.ts';

/** What a model makes of histories: a state at each position, scored against a table of items. */
export interface Encoded {
  /** (B, T, C): position t summarises the history up to and including t. (N, C) where positions were named. */
  readonly hidden: Tensor;
  /** (V, C): score of item v is ⟨hidden, table_v⟩; row 0 is padding. */
  readonly table: Tensor;
}

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
  /** What settings, each in its range, must be to fit one another, with what they are; null where they fit. */
  misfit(config: Values<S>): string | null;
  forward(w: Scope, events: Events, config: Values<S>): Encoded;
}

export const defineModel = <S extends Lengthy>(model: Model<S>): Model<S> => model;
