import { TopList } from '../../core/top_list.ts';
import { NO_ITEM } from '../metrics.ts';
import { hidesSeen, type SeenRule } from '../protocol.ts';
import type { Scorer } from './scorer.ts';

/** How many values of a descending array are at least `least` or, if `strictly`, above it. */
function countFrom(descending: Float64Array, least: number, strictly: boolean): number {
  let low = 0;
  let high = descending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (descending[middle] > least || (!strictly && descending[middle] === least)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Ranks the whole catalogue by a scorer without looking at all of it: items come sorted by their floor, and after
 * that only touched and seen items are looked at one by one.
 */
export class Ranker {
  private readonly scorer: Scorer;
  private readonly hidesSeen: boolean;
  /** Items by floor, highest first; of equal ones the lower index first. */
  private readonly order: Uint32Array;
  /** The floors in that order. */
  private readonly floors: Float64Array;
  private readonly best: TopList;
  /** The scores of the query at hand, and its distinct items where they are hidden. */
  private scores: Float64Array;
  private hidden: readonly number[] = [];
  /** Number of the query, from 1, that last touched an item, and that last hid it. */
  private readonly touchedBy: Uint32Array;
  private readonly hiddenBy: Uint32Array;
  private queries = 0;

  /** `length` is the number of items that `top` lists. */
  constructor(scorer: Scorer, seen: SeenRule, length: number) {
    const { floor, order } = scorer;
    this.scorer = scorer;
    this.hidesSeen = hidesSeen(seen);
    this.order = order;
    this.floors = Float64Array.from(order, (item) => floor[item]);
    this.best = new TopList(length);
    this.scores = floor;
    this.touchedBy = new Uint32Array(floor.length);
    this.hiddenBy = new Uint32Array(floor.length);
  }

  /** Scores the catalogue after `query` (item indices, oldest first); `rank` and `top` are about it until the next one. */
  ask(query: Uint32Array): void {
    this.queries++;
    this.scores = this.scorer.score(query);
    for (const item of this.scorer.touched) this.touchedBy[item] = this.queries;
    this.hidden = this.hidesSeen ? [...new Set(query)] : [];
    for (const item of this.hidden) this.hiddenBy[item] = this.queries;
  }

  /** Items with a higher score than `target`, plus half of the others with the same one; Infinity if it is hidden. */
  rank(target: number): number {
    if (this.hiddenBy[target] === this.queries) return Infinity;
    const { scores, floors } = this;
    const { floor, touched } = this.scorer;
    const score = scores[target];
    let higher = countFrom(floors, score, true);
    let equal = countFrom(floors, score, false) - higher;
    for (const item of touched) {
      higher += Number(scores[item] > score) - Number(floor[item] > score);
      equal += Number(scores[item] === score) - Number(floor[item] === score);
    }
    for (const item of this.hidden) {
      higher -= Number(scores[item] > score);
      equal -= Number(scores[item] === score);
    }
    return higher + (equal - 1) / 2;
  }

  /** Fills `list` with the best items that are not hidden, best first; NO_ITEM where there are too few. */
  top(list: Uint32Array): void {
    const { best, scores } = this;
    best.clear();
    for (const item of this.scorer.touched) {
      if (this.hiddenBy[item] !== this.queries) best.offer(item, scores[item]);
    }
    for (const item of this.order) {
      if (this.touchedBy[item] === this.queries || this.hiddenBy[item] === this.queries) continue;
      if (!best.offer(item, scores[item])) break;
    }
    best.copyTo(list, NO_ITEM);
  }
}
