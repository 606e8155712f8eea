/** Runs that wait for their turn. */
import type { Recipe } from '../../worker/contract.ts';

/** A run to be made: a recipe with its own seed. */
export interface QueuedRun {
  /** Of the run that is made again. */
  readonly name: string;
  readonly recipe: Recipe;
}

export interface QueueSlice {
  /** The first is the next one. */
  readonly queued: readonly QueuedRun[];
  /** The one that is being trained; null between two and where none is. */
  readonly inTurn: QueuedRun | null;
  /** How many of the queue are over. */
  readonly queueDone: number;
  /** Why it ended before its last run; null where it did not. */
  readonly queueNote: string | null;
}

export const queue: QueueSlice = { queued: [], inTurn: null, queueDone: 0, queueNote: null };
