import type { Codes } from '../events/codes.ts';
import type { ScoringTable } from './scorer.ts';

/** A model that guesses items by their codes, slot after slot: what decoders search with. States are those of prefixes after one history. */
export interface Guesser {
  readonly codes: Codes;
  /** Numbers of a state. */
  readonly width: number;
  /** ln P of each code of a slot, for a prefix whose state this is. */
  readonly guess: (slot: number, state: Float64Array) => Float64Array;
  /**
   * The states of prefixes one code longer, a piece before each yield.
   *
   * @param slot    that of the codes
   * @param states  (N, width), of the prefixes before
   * @param chosen  N codes
   */
  readonly further: (slot: number, states: Float64Array, chosen: readonly number[]) => Generator<void, Float64Array>;
}

/** A model whose slots are guessed at once: the state of every prefix is that of the history, the parts of all slots one after another. */
export function slotGuesser(tables: readonly ScoringTable[], codes: Codes): Guesser {
  const starts = tables.map((_, slot) => tables.slice(0, slot).reduce((sum, { width }) => sum + width, 0));
  const [start, { width }] = [starts[starts.length - 1], tables[tables.length - 1]];
  return {
    codes,
    width: start + width,
    guess: (slot, state) =>
      logProbabilities(state.subarray(starts[slot], starts[slot] + tables[slot].width), tables[slot]),
    *further(_slot, states) {
      yield;
      return states;
    },
  };
}

/** Rows of states, copied. */
export function rowsOf(states: Float64Array, width: number, at: readonly number[]): Float64Array {
  const rows = new Float64Array(at.length * width);
  for (const [i, row] of at.entries()) rows.set(states.subarray(row * width, (row + 1) * width), i * width);
  return rows;
}

/** ln softmax of ⟨state, row⟩ over the rows of a table but the first, which is padding. */
export function logProbabilities(state: Float64Array, { rows, width }: ScoringTable): Float64Array {
  const logits = Float64Array.from({ length: rows.length / width - 1 }, (_, code) => {
    const row = (code + 1) * width;
    let sum = 0;
    for (let c = 0; c < width; c++) sum += state[c] * rows[row + c];
    return sum;
  });
  const most = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  const total = logits.reduce((sum, logit) => sum + Math.exp(logit - most), 0);
  const shift = most + Math.log(total);
  return logits.map((logit) => logit - shift);
}
