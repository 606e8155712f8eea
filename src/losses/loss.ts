import type { EventsShape } from '../events/events.ts';
import type { Filled } from '../events/filled.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Targets } from '../ops/index.ts';
import type { Part } from '../parts/part.ts';
import type { Settings, Values } from '../parts/settings.ts';

/** What is minimised: how far the scores of a position are from giving its target. */
export interface Loss<S extends Settings = Settings> extends Part<S> {
  /** Whether rivals of the target are drawn among the items. */
  readonly draws: boolean;
  /** @param seed  of whatever it draws, keyed by the step */
  over(shape: EventsShape, values: Values<S>, seed: number): TracedLoss;
}

/** A loss over batches of one shape: the leaves that it needs beside the batch, and how they are filled for a step. */
export interface TracedLoss {
  /** Leaves of its own: negatives and inverted indices. */
  readonly leaves: readonly Tensor[];
  /**
   * @param hidden  (B, T, C)
   * @param table   (V, C)
   * @returns       (1), the mean over positions that have a target
   */
  loss(hidden: Tensor, table: Tensor, targets: Targets): Tensor;
  /** Writes its leaves for training step `step`, after the batch has been written. */
  fill(into: Filled, step: number): void;
}

export const defineLoss = <S extends Settings>(loss: Loss<S>): Loss<S> => loss;
