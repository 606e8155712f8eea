import type { TracedLoss } from '../losses/loss.ts';
import type { Head } from '../models/model.ts';
import { add, codesOf, type Targets } from '../ops/index.ts';
import type { Tensor } from '../graph/tensor.ts';

/**
 * Σ over slots of the loss against the target's row of each.
 *
 * @param targets  u32 (B · T) tokens; their weight is 1 / (positions that have one · slots), so that this is a mean
 */
export function headLoss(head: Head, loss: TracedLoss, targets: Targets): Tensor {
  const losses = head.map(({ states, table, codes }) => {
    const ids = codes === null ? targets.ids : codesOf(targets.ids, codes);
    return loss.loss(states, table, { ...targets, ids });
  });
  return losses.reduce((sum, next) => add(sum, next));
}
