import { NO_ITEM } from '../metrics.ts';

/** The best of the items offered so far; of equal scores the lower index is the better. */
export class TopList {
  private readonly items: Uint32Array;
  private readonly scores: Float64Array;
  private count = 0;

  constructor(length: number) {
    this.items = new Uint32Array(length);
    this.scores = new Float64Array(length);
  }

  clear(): void {
    this.count = 0;
  }

  /** Whether the item got a place, perhaps until a better one comes. An item is offered once. */
  offer(item: number, score: number): boolean {
    const { items, scores } = this;
    const last = items.length - 1;
    if (this.count > last && !this.isBetter(item, score, last)) return false;
    let place = this.count > last ? last : this.count++;
    for (; place > 0 && this.isBetter(item, score, place - 1); place--) {
      items[place] = items[place - 1];
      scores[place] = scores[place - 1];
    }
    items[place] = item;
    scores[place] = score;
    return true;
  }

  /** Best first; NO_ITEM where fewer were offered than there are places. `target` has as many places. */
  copyTo(target: Uint32Array): void {
    target.set(this.items);
    target.fill(NO_ITEM, this.count);
  }

  private isBetter(item: number, score: number, place: number): boolean {
    const other = this.scores[place];
    return score > other || (score === other && item < this.items[place]);
  }
}
