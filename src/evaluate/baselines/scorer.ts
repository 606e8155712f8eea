/** A fixed score of every item. */
export interface Floor {
  readonly scores: Float64Array;
  /** Items by score, highest first; of equal ones the lower index first. */
  readonly order: Uint32Array;
}

/** share × factor, where a share is the popularity over one more than the highest; `order` is by popularity. */
export function floorOf(popularity: Uint32Array, order: Uint32Array, factor: number): Floor {
  const most = popularity.reduce((a, b) => Math.max(a, b), 0) + 1;
  return { scores: Float64Array.from(popularity, (count) => (count / most) * factor), order };
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
  /** (items) the scores of the last query. */
  private readonly scores: Float64Array;
  private readonly rule: (query: Uint32Array, scorer: Scorer) => void;
  private readonly isTouched: Uint8Array;
  private readonly list: Uint32Array;
  private count = 0;

  /** `rule` calls `add` and `put` for the items that it knows about. */
  constructor({ scores: floor, order }: Floor, rule: (query: Uint32Array, scorer: Scorer) => void) {
    this.floor = floor;
    this.order = order;
    this.scores = floor.slice();
    this.rule = rule;
    this.isTouched = new Uint8Array(floor.length);
    this.list = new Uint32Array(floor.length);
  }

  /**
   * The score of every item after `query` (item indices, oldest first; may be empty). Higher is better, and scores of
   * different queries cannot be compared. The array is valid until the next call.
   */
  score(query: Uint32Array): Float64Array {
    for (const item of this.touched) {
      this.scores[item] = this.floor[item];
      this.isTouched[item] = 0;
    }
    this.count = 0;
    if (query.length > 0) this.rule(query, this);
    return this.scores;
  }

  /** The items whose score the last query may have taken from the floor, each once. Valid until the next call. */
  get touched(): Uint32Array {
    return this.list.subarray(0, this.count);
  }

  add(item: number, amount: number): void {
    this.touch(item);
    this.scores[item] += amount;
  }

  put(item: number, score: number): void {
    this.touch(item);
    this.scores[item] = score;
  }

  private touch(item: number): void {
    if (this.isTouched[item]) return;
    this.isTouched[item] = 1;
    this.list[this.count++] = item;
  }
}
