import type { History } from '../core/history.ts';
import type { Random } from '../core/random.ts';
import type { Part } from '../parts/part.ts';
import type { Settings, Values } from '../parts/settings.ts';

/** What the state at a position is made of: the items up to it, or all of the history. */
export type Sees = 'past' | 'all';

/** Where nothing is asked. */
export const NOTHING = -1;

/** A window of a history as a question: items by their index, and what is asked at each of their positions. */
export interface Posed {
  readonly read: History;
  /** An item, or NOTHING. */
  readonly asked: ArrayLike<number>;
}

/** What a model is trained to guess, and how it is asked for the next item. */
export interface Objective<S extends Settings = Settings> extends Part<S> {
  /** What a model must see of a history to be trained on it: who sees all would read the next item off. */
  readonly needs: Sees;
  /** Tokens that are no items and stand behind them: a mask. They are never sampled and never recommended. */
  readonly special: 0 | 1;
  /** Items that a window holds beyond those that are read. */
  readonly ahead: 0 | 1;
  /**
   * @param mask    what stands for a hidden item
   * @param random  keyed by seed, epoch and window
   */
  pose(window: History, mask: number, random: () => Random, values: Values<S>): Posed;
  /** What is read to ask what comes after a history; the answer stands at its last position. */
  question(history: History, mask: number): History;
}

export const defineObjective = <S extends Settings>(objective: Objective<S>): Objective<S> => objective;
