import type { History } from '../core/history.ts';
import type { Pace } from '../core/pace.ts';
import type { Codes } from '../events/codes.ts';
import type { Guesser } from './guesser.ts';
import { best } from './rank.ts';
import type { LeftOut, Observed, Reader, Wanted } from './reader.ts';
import type { Scorer, Vectors } from './scorer.ts';

/** What may be asked of a model about one history, to look into it. Every question rests and can be cancelled. */
export interface Probe {
  /** The items of the history that the model reads, as indices into its catalogue, the oldest first. */
  readonly history: Uint32Array;
  /** All that it reads to be asked for the next item: those, and one beyond the catalogue for a mask. */
  readonly read: Uint32Array;
  /** The vectors that items are scored with, in catalogue order. */
  readonly vectors: Vectors;
  /** The codes that items are known by; null for a model that knows them by rows of their own. */
  readonly codes: Codes | null;
  /** How a state scores the catalogue. */
  readonly scorer: Scorer;
  /** How a state guesses items code by code; null where they are not known by codes. */
  readonly guesser: Guesser | null;
  /** Items that are not recommended while others are left. */
  readonly hidden: ReadonlySet<number>;
  /** Histories of users of a dataset; none where nobody named one. */
  readonly users: readonly History[];
  /** Scores of all items after any history. @throws CancelledError */
  scores(history: History, pace: Pace): Promise<Float64Array>;
  /** The state after the history. @throws CancelledError */
  state(pace: Pace): Promise<Float64Array>;
  /** The item that the model would put next. @throws CancelledError */
  next(pace: Pace): Promise<number>;
  /** What leaving out each item of `history` does to the score of one item. @throws CancelledError */
  leaveOneOut(item: number, pace: Pace): Promise<LeftOut>;
  /** What launches of kernels read and wrote, in their order. @throws CancelledError */
  observe(wanted: readonly Wanted[], pace: Pace): Promise<readonly Observed[]>;
}

const NONE: ReadonlySet<number> = new Set();

/**
 * @param hidden  items that are not recommended while others are left
 * @param users   histories of users of a dataset
 */
export const probeOf = (
  reader: Reader,
  history: History,
  hidden: ReadonlySet<number> = NONE,
  users: readonly History[] = [],
): Probe => ({
  history: history.items.slice(-reader.window),
  read: reader.question(history).items,
  vectors: reader.itemVectors,
  codes: reader.codes,
  scorer: reader.scorer,
  guesser: reader.guesser,
  hidden,
  users,
  scores: (of, pace) => reader.scores(of, pace),
  async state(pace) {
    const session = reader.session();
    await session.follow(history, pace);
    return session.state;
  },
  async next(pace) {
    const scores = await reader.scores(history, pace);
    const first = best(scores, hidden, 1).at(0) ?? best(scores, NONE, 1)[0];
    return first.item;
  },
  leaveOneOut: (item, pace) => reader.leaveOneOut(history, item, pace),
  observe: (wanted, pace) => reader.observe(history, wanted, pace),
});
