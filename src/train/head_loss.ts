import { size } from '../core/shape.ts';
import { view, type Tensor } from '../graph/tensor.ts';
import type { TracedLoss } from '../losses/loss.ts';
import { isChain, type Chain, type Head } from '../models/model.ts';
import { add, codesOf, lookup, type Indexed, type Targets } from '../ops/index.ts';

/** What is guessed in one slot at each position, and what would be right. */
export interface Guess {
  /** (B, T, C) or (B · T, C) */
  readonly states: Tensor;
  /** (R, C) */
  readonly table: Tensor;
  readonly targets: Targets;
}

/**
 * The guesses of a head where the targets are known; a slot that depends on the codes before it is given the right ones.
 *
 * @param asked         u32 (B · T) tokens with their inverted index, which only a chain reads
 * @param inverseCount  1 / (positions that have a target · slots), so that the sum of the losses is a mean
 */
export function guessesOf(head: Head, asked: Indexed, inverseCount: Tensor): readonly Guess[] {
  if (isChain(head)) return guessesInTurn(head, asked, inverseCount);
  return head.map(({ states, table, codes }) => {
    const ids = codes === null ? asked.ids : codesOf(asked.ids, codes);
    return { states, table, targets: { ids, inverseCount } };
  });
}

function guessesInTurn({ first, next }: Chain, asked: Indexed, inverseCount: Tensor): readonly Guess[] {
  const rows = size(asked.ids.shape);
  const width = first.table.shape[1] ?? 0;
  let states = view(first.states, [rows, width]);
  const guesses = [first, ...next].map((link, slot, links): Guess => {
    if ('step' in link) {
      const { codes } = links[slot - 1];
      states = link.step(states, (table) => lookup(lookup(table, codes), asked));
    }
    return { states, table: link.table, targets: { ids: codesOf(asked.ids, link.codes.ids), inverseCount } };
  });
  return guesses;
}

/** Σ over slots of the loss against the target's row of each. */
export const headLoss = (guesses: readonly Guess[], loss: TracedLoss): Tensor =>
  guesses.map(({ states, table, targets }) => loss.loss(states, table, targets)).reduce((sum, next) => add(sum, next));
