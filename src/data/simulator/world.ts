import type { History } from '../../core/history.ts';
import type { Interactions } from '../dataset.ts';

/**
 * P(next item = i | history) for every catalogue index i, under the process that generated the data; sums to 1.
 * `history` holds catalogue indices and may be empty.
 */
export type Oracle = (history: History) => Float64Array;

export interface Score {
  readonly hr10: number;
  readonly ndcg10: number;
}

/**
 * The best score any ranker can reach on the leave-one-out test (the last item of every history with at least three,
 * given all before it; the whole catalogue ranked; items of the history left out unless the world's targets repeat).
 */
export interface BestAchievable {
  /** The oracle's score on the last items that were drawn; what a trained model is compared with. */
  readonly realised: Score;
  /** Its expectation over last items drawn anew from the process, the histories before them kept. */
  readonly expected: Score;
}

/** One dataset of a world. */
export interface Simulated {
  readonly interactions: Interactions;
  /** Null where the process is too rich to invert. */
  readonly oracle: Oracle | null;
  readonly bestAchievable: BestAchievable | null;
}

/** A generated dataset anybody can make again: what `make` returns is a function of (name, seed). */
export interface World {
  readonly name: string;
  /** Place in the list of worlds: those that teach most come first. */
  readonly order: number;
  readonly title: string;
  /** What happens in it, for a visitor. */
  readonly sentence: string;
  /** What decides the next item, for a reader who wants to know which model should win. */
  readonly hypothesis: string;
  /** Whether more than 1 % of last items are ones their history already holds; the test then keeps seen items. */
  readonly targetsRepeat: boolean;
  readonly make: (seed: number) => Simulated;
}

/** A dataset whose process is known. */
export interface Pattern extends Simulated {
  readonly oracle: Oracle;
  readonly bestAchievable: BestAchievable;
}

export interface PatternWorld extends World {
  readonly make: (seed: number) => Pattern;
}
