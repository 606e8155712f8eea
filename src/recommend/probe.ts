import type { Pace } from '../core/pace.ts';
import { best } from './rank.ts';
import type { LeftOut, Observed, Reader } from './reader.ts';

/** Item vectors of a model: (items, width), row-major. */
export interface Vectors {
  readonly values: Float64Array;
  readonly width: number;
}

/** What may be asked of a model about one history, to look into it. Every question rests and can be cancelled. */
export interface Probe {
  /** What the model reads of the history, as indices into its catalogue, the oldest first; one beyond it is a mask. */
  readonly history: Uint32Array;
  /** The vectors that items are scored with, in catalogue order. */
  readonly vectors: Vectors;
  /** The item that the model would put next. @throws CancelledError */
  next(pace: Pace): Promise<number>;
  /** What leaving out each item of `history` does to the score of one item. @throws CancelledError */
  leaveOneOut(item: number, pace: Pace): Promise<LeftOut>;
  /** What the launches of kernels whose name begins with `kernel` read as `input`, in their order. @throws CancelledError */
  observe(kernel: string, input: string, pace: Pace): Promise<readonly Observed[]>;
}

const NONE: ReadonlySet<number> = new Set();

/** @param hidden  items that are not recommended while others are left */
export const probeOf = (reader: Reader, history: Uint32Array, hidden: ReadonlySet<number> = NONE): Probe => ({
  history: reader.question(history),
  vectors: reader.itemVectors,
  async next(pace) {
    const scores = await reader.scores(history, pace);
    const first = best(scores, hidden, 1).at(0) ?? best(scores, NONE, 1)[0];
    return first.item;
  },
  leaveOneOut: (item, pace) => reader.leaveOneOut(history, item, pace),
  observe: (kernel, input, pace) => reader.observe(history, kernel, input, pace),
});
