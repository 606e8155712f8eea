/** One place of a recommended list. */
export interface Ranked {
  readonly item: number;
  readonly score: number;
}

/** The `count` items with the highest scores, equal ones in catalogue order, `hidden` ones left out. */
export function best(scores: ArrayLike<number>, hidden: ReadonlySet<number>, count: number): Ranked[] {
  const order: number[] = [];
  for (let item = 0; item < scores.length; item++) if (!hidden.has(item)) order.push(item);
  order.sort((a, b) => scores[b] - scores[a] || a - b);
  return order.slice(0, count).map((item) => ({ item, score: scores[item] }));
}

/** The place of `item`, from 0, in the list that `best` would make; of equal scores the first in the catalogue is ahead. */
export function placeOf(scores: ArrayLike<number>, hidden: ReadonlySet<number>, item: number): number {
  let place = 0;
  for (let other = 0; other < scores.length; other++) {
    if (hidden.has(other) || other === item) continue;
    if (scores[other] > scores[item] || (scores[other] === scores[item] && other < item)) place++;
  }
  return place;
}

/** Items that are not hidden and score higher than `item`, plus half of the others that score the same; Infinity if hidden. */
export function rankOf(scores: ArrayLike<number>, hidden: ReadonlySet<number>, item: number): number {
  if (hidden.has(item)) return Infinity;
  let [higher, equal] = [0, 0];
  for (let other = 0; other < scores.length; other++) {
    if (other === item || hidden.has(other)) continue;
    if (scores[other] > scores[item]) higher++;
    else if (scores[other] === scores[item]) equal++;
  }
  return higher + equal / 2;
}

/**
 * Leave-one-out: how the score of an item changes when each position of the history is left out. Positive: the position
 * speaks for the item. `score` gives the item's score after a history.
 */
export function leaveOneOut(
  score: (history: ArrayLike<number>) => number,
  history: readonly number[],
): { readonly score: number; readonly changes: readonly number[] } {
  const whole = score(history);
  const changes = history.map((_, left) => {
    const without = history.filter((_item, at) => at !== left);
    return without.length === 0 ? 0 : whole - score(without);
  });
  return { score: whole, changes };
}
