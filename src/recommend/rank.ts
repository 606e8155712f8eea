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

/**
 * Leave-one-out: how the score of `item` changes when each position of the history is left out. Positive: the position
 * speaks for the item.
 */
export function leaveOneOut(
  scores: (history: ArrayLike<number>) => ArrayLike<number>,
  history: readonly number[],
  item: number,
): { readonly score: number; readonly changes: readonly number[] } {
  const score = scores(history)[item];
  const changes = history.map((_, left) => {
    const without = history.filter((_item, at) => at !== left);
    return without.length === 0 ? 0 : score - scores(without)[item];
  });
  return { score, changes };
}
