import type { Events } from '../events/events.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Scope } from '../nn/scope.ts';

/** What a model makes of histories: a state at each position, scored against a table of items. */
export interface Encoded {
  /** (B, T, C): position t summarises the history up to and including t. (N, C) where positions were named. */
  readonly hidden: Tensor;
  /** (V, C): score of item v is ⟨hidden, table_v⟩; row 0 is padding. */
  readonly table: Tensor;
}

/** The range of one setting, for controls and for validation. */
export interface Range {
  readonly minimum: number;
  readonly maximum: number;
  readonly step: number;
  /** One line: what it does. */
  readonly help: string;
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

export type Config = Readonly<Record<string, number>>;

/** A model: what it is called, how it may be set, and its forward pass. */
export interface Model<C extends Config = Config> {
  readonly name: string;
  readonly title: string;
  /** What it is, to stand in a sentence; {length} is the number of items it reads. */
  readonly says: string;
  /** Paper, and where this differs. */
  readonly source: string;
  readonly defaults: C;
  readonly ranges: Readonly<Record<keyof C & string, Range>>;
  /** Named settings worth starting from. */
  readonly presets: Readonly<Record<string, Config>>;
  /** In the order of the forward pass; scoring, which has no parameters, is no part. */
  readonly stages: readonly StageWords[];
  /** What settings, each in its range, must be to fit one another, with what they are; null where they fit. */
  misfit(config: C): string | null;
  forward(w: Scope, events: Events, config: C): Encoded;
}

export const defineModel = <C extends Config>(model: Model<C>): Model<C> => model;
