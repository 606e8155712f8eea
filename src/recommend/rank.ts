import { TopList } from '../core/top_list.ts';

/** One place of a recommended list. */
export interface Ranked {
  readonly item: number;
  readonly score: number;
}

/** The `count` items with the highest scores, equal ones in catalogue order, `hidden` ones left out. */
export function best(scores: ArrayLike<number>, hidden: ReadonlySet<number>, count: number): Ranked[] {
  const list = new TopList(Math.min(count, scores.length));
  for (let item = 0; item < scores.length; item++) {
    const score = scores[item];
    if (list.takes(item, score) && !hidden.has(item)) list.offer(item, score);
  }
  return list.ranked();
}

/** The place of `item`, from 0, in the list that `best` would make; of equal scores the first in the catalogue is ahead. */
export function placeOf(scores: ArrayLike<number>, hidden: ReadonlySet<number>, item: number): number {
  const score = scores[item];
  let place = 0;
  for (let other = 0; other < scores.length; other++) {
    const ahead = scores[other] > score || (scores[other] === score && other < item);
    if (ahead && !hidden.has(other)) place++;
  }
  return place;
}

/** Items that are not hidden and score higher than `item`, plus half of the others that score the same; Infinity if hidden. */
export function rankOf(scores: ArrayLike<number>, hidden: ReadonlySet<number>, item: number): number {
  if (hidden.has(item)) return Infinity;
  const score = scores[item];
  let [higher, equal] = [0, 0];
  for (let other = 0; other < scores.length; other++) {
    if (scores[other] < score || other === item || hidden.has(other)) continue;
    if (scores[other] > score) higher++;
    else if (scores[other] === score) equal++;
  }
  return higher + equal / 2;
}

/**
 * Leave-one-out: how the score of an item changes when each position of the history is left out. Positive: the position
 * speaks for the item. `score` gives the item's score after a history, of which it `reads` so many of the last items:
 * only these positions are left out, since no other changes anything.
 */
export function leaveOneOut(
  score: (history: ArrayLike<number>) => number,
  history: Uint32Array,
  reads: number,
): { readonly score: number; readonly changes: Float64Array } {
  const read = history.subarray(-reads - 1); // one more is read where one is left out
  const whole = score(read);
  const count = Math.min(reads, history.length);
  const changes = Float64Array.from({ length: count }, (_, at) => {
    const left = read.length - count + at;
    const without = read.filter((_item, position) => position !== left);
    return without.length === 0 ? 0 : whole - score(without);
  });
  return { score: whole, changes };
}
