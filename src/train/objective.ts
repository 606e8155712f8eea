import type { Tensor } from '../graph/tensor.ts';
import { storedCrossEntropy, streamedCrossEntropy, STORED_LOGITS_LIMIT, type Targets } from '../ops/index.ts';
import type { Feed } from './feed.ts';
import type { StepShape } from './graph.ts';
import type { TrainingSettings } from './settings.ts';

/** A loss, the leaves it needs beside the batch, and how they are filled for a step. */
export interface Objective {
  /** Leaves of its own: negatives and their inverted indices. */
  leaves(shape: StepShape): readonly Tensor[];
  /**
   * @param hidden  (B, T, C)
   * @param table   (V, C)
   * @param leaves  what `leaves` returned
   * @returns       (1), the mean over positions that have a target
   */
  loss(hidden: Tensor, table: Tensor, targets: Targets, leaves: readonly Tensor[]): Tensor;
  /** Writes its leaves for training step `step`. */
  fill(feed: Feed, step: number): void;
}

/** Cross-entropy over the catalogue; logits are kept where they fit, recomputed where they do not. */
export function crossEntropy(shape: StepShape): Objective {
  const bytes = shape.batch * shape.length * shape.vocabulary * 4;
  const form = bytes <= STORED_LOGITS_LIMIT ? storedCrossEntropy : streamedCrossEntropy;
  return { leaves: () => [], loss: (hidden, table, targets) => form(hidden, table, targets), fill: () => undefined };
}

/** The objective a recipe asks for. */
export function objectiveOf({ loss }: TrainingSettings, shape: StepShape): Objective {
  if (loss !== 'cross-entropy') throw new Error(`objective: ${loss} is not there yet`);
  return crossEntropy(shape);
}
