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
  /** Number of the query, from 1, that last hid an item. */
  private readonly hiddenBy: Uint32Array;
  private queries = 0;
  /** The items that it hides, each once. */
  private readonly hidden: Uint32Array;
  private hiddenCount = 0;

  /** `length` is the number of items that a list has. */
  constructor(scorer: Scorer, seen: SeenRule, length: number) {
    const { floor, order } = scorer;
    this.scorer = scorer;
    this.hidesSeen = hidesSeen(seen);
    this.order = order;
    this.floors = new Float64Array(order.length);
    for (let place = 0; place < order.length; place++) this.floors[place] = floor[order[place]];
    this.best = new TopList(length);
    this.hiddenBy = new Uint32Array(floor.length);
    this.hidden = new Uint32Array(floor.length);
  }

  /**
   * Scores the catalogue after `query` (item indices, oldest first), fills `lists` from `at` on with the best items that
   * are not hidden, best first, NO_ITEM where there are too few, and returns the rank of `target`: items with a higher score, plus half of
   * the others with the same one; Infinity if it is hidden.
   */
  answer(query: Uint32Array, target: number, lists: Uint32Array, at: number): number {
    const { best, floors, hiddenBy, queries } = this.hide(query);
    const scores = this.scorer.score(query);
    const { floor, touched, touchedCount } = this.scorer;
    const score = scores[target];
    let higher = countFrom(floors, score, true);
    let equal = countFrom(floors, score, false) - higher;
    best.clear();
    const overFloors = score > floors[0]; // then no floor has to be taken back
    for (let t = 0; t < touchedCount; t++) {
      const item = touched[t];
      const now = scores[item];
      if (now > score) higher++;
      else if (now === score) equal++;
      if (now >= best.least && hiddenBy[item] !== queries) best.offer(item, now);
      if (overFloors) continue;
      const before = floor[item];
      if (before > score) higher--;
      else if (before === score) equal--;
    }
    this.fill(scores);
    best.copyTo(lists, at, NO_ITEM);
    if (hiddenBy[target] === queries) return Infinity;
    for (let h = 0; h < this.hiddenCount; h++) {
      const now = scores[this.hidden[h]];
      if (now > score) higher--;
      else if (now === score) equal--;
    }
    return higher + (equal - 1) / 2;
  }

  /** Hides what the query has seen, where that is not recommended. */
  private hide(query: Uint32Array): this {
    this.queries++;
    this.hiddenCount = 0;
    if (!this.hidesSeen) return this;
    for (let at = 0; at < query.length; at++) {
      const item = query[at];
      if (this.hiddenBy[item] === this.queries) continue;
      this.hiddenBy[item] = this.queries;
      this.hidden[this.hiddenCount++] = item;
    }
    return this;
  }

  /** Offers items that the query did not touch, the best first, until one gets no place. */
  private fill(scores: Float64Array): void {
    const { best, order, hiddenBy, queries } = this;
    const { isTouched } = this.scorer;
    for (const item of order) {
      if (isTouched[item] === 1 || hiddenBy[item] === queries) continue;
      if (!best.offer(item, scores[item])) break;
    }
  }
}
