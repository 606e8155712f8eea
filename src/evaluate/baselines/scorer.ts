import type { Transitions } from './transitions.ts';

/** A fixed score of every item. */
export interface Floor {
  readonly scores: Float64Array;
  /** Items by score, highest first; of equal ones the lower index first. */
  readonly order: Uint32Array;
}

/** share × factor, where a share is the popularity over one more than the highest; `order` is by popularity. */
export function floorOf(popularity: Uint32Array, order: Uint32Array, factor: number): Floor {
  const most = popularity.reduce((a, b) => Math.max(a, b), 0) + 1;
  const scores = new Float64Array(popularity.length);
  for (let item = 0; item < scores.length; item++) scores[item] = (popularity[item] / most) * factor;
  return { scores, order };
}

/** What a baseline says after a query: it calls `add`, `put` and `addRow` of the scorer. */
export interface Rule {
  /** What the last item says; said first, and kept for the next query that ends with the same one. */
  last(item: number, scorer: Scorer): void;
  /** What the items before it say. Absent where only the last one counts. */
  before?(query: Uint32Array, scorer: Scorer): void;
}

/**
 * Scores of the whole catalogue for one query after another. Training-free baselines say something about few items; all
 * others have the floor, a fixed score by popularity. So a query costs what it touches, not the size of the catalogue.
 */
export class Scorer {
  /** (items) the score of items the query says nothing about. */
  readonly floor: Float64Array;
  /** Items by floor, highest first; of equal ones the lower index first. */
  readonly order: Uint32Array;
  /** (items) whether the last query touched it. */
  readonly isTouched: Uint8Array;
  /** (items) the scores of the last query. */
  private readonly scores: Float64Array;
  private readonly rule: Rule;
  /** The items whose score the last query may have taken from the floor, each once, and how many these are. */
  readonly touched: Uint32Array;
  touchedCount = 0;
  /** The last item of the last query, how many items it touched, and their scores when it had spoken. */
  private readonly kept: { last: number; count: number; scores: Float64Array };

  constructor({ scores: floor, order }: Floor, rule: Rule) {
    this.floor = floor;
    this.order = order;
    this.scores = floor.slice();
    this.rule = rule;
    this.isTouched = new Uint8Array(floor.length);
    this.touched = new Uint32Array(floor.length + 1); // one place more for `addRow`, which writes before it counts
    this.kept = { last: -1, count: 0, scores: new Float64Array(0) };
  }

  /**
   * The score of every item after `query` (item indices, oldest first; may be empty). Higher is better, and scores of
   * different queries cannot be compared. The array is valid until the next call.
   */
  score(query: Uint32Array): Float64Array {
    const last = query.length === 0 ? -1 : query[query.length - 1];
    if (last !== this.kept.last) this.begin(last);
    if (this.rule.before !== undefined && last >= 0) {
      this.goBack();
      this.rule.before(query, this);
    }
    return this.scores;
  }

  /** Lets another last item speak. */
  private begin(last: number): void {
    this.forget(0);
    if (last >= 0) this.rule.last(last, this);
    const { touchedCount: count, touched, scores, kept } = this;
    kept.last = last;
    kept.count = count;
    if (this.rule.before === undefined) return;
    if (kept.scores.length < count) kept.scores = new Float64Array(Math.min(touched.length, 2 * count));
    for (let at = 0; at < count; at++) kept.scores[at] = scores[touched[at]];
  }

  /** Takes back what was said after the last item. */
  private goBack(): void {
    const { kept, touched, scores } = this;
    this.forget(kept.count);
    for (let at = 0; at < kept.count; at++) scores[touched[at]] = kept.scores[at];
  }

  /** Puts touched items from number `from` on back to the floor. */
  private forget(from: number): void {
    const { touched, scores, floor, isTouched } = this;
    for (let at = from; at < this.touchedCount; at++) {
      scores[touched[at]] = floor[touched[at]];
      isTouched[touched[at]] = 0;
    }
    this.touchedCount = from;
  }

  add(item: number, amount: number): void {
    this.touch(item);
    this.scores[item] += amount;
  }

  /** Adds (factor × weight) / divisor to every item of a row of transitions; divisors are by item. */
  addRow({ offsets, columns, weights }: Transitions, row: number, factor: number, divisors: Float64Array): void {
    const { scores, isTouched, touched } = this;
    let count = this.touchedCount;
    for (let at = offsets[row]; at < offsets[row + 1]; at++) {
      const item = columns[at];
      scores[item] += (factor * weights[at]) / divisors[item];
      touched[count] = item; // overwritten by the next where it was touched before
      count += 1 - isTouched[item];
      isTouched[item] = 1;
    }
    this.touchedCount = count;
  }

  put(item: number, score: number): void {
    this.touch(item);
    this.scores[item] = score;
  }

  private touch(item: number): void {
    if (this.isTouched[item]) return;
    this.isTouched[item] = 1;
    this.touched[this.touchedCount++] = item;
  }
}
