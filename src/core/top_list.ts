/**
 * The best of the items offered so far; of equal scores the lower index is the better. An offer costs a comparison unless
 * the item gets a place, which of n items in no particular order about k·ln(n / k) do: no catalogue is sorted for ten places.
 */
export class TopList {
  private readonly items: Uint32Array;
  private readonly scores: Float64Array;
  private count = 0;
  /** What scores less gets no place. */
  least = -Infinity;

  constructor(length: number) {
    this.items = new Uint32Array(length);
    this.scores = new Float64Array(length);
  }

  clear(): void {
    this.count = 0;
    this.least = -Infinity;
  }

  /** Whether the item would get a place if it was offered. */
  takes(item: number, score: number): boolean {
    const last = this.items.length - 1;
    return this.count <= last || this.isBetter(item, score, last);
  }

  /** Whether the item got a place, perhaps until a better one comes. An item is offered once. */
  offer(item: number, score: number): boolean {
    if (!this.takes(item, score)) return false;
    const { items, scores } = this;
    const last = items.length - 1;
    let place = this.count > last ? last : this.count++;
    for (; place > 0 && this.isBetter(item, score, place - 1); place--) {
      items[place] = items[place - 1];
      scores[place] = scores[place - 1];
    }
    items[place] = item;
    scores[place] = score;
    if (this.count > last) this.least = scores[last];
    return true;
  }

  /** Writes the items from `at` on, best first; `nothing` where fewer were offered than there are places. */
  copyTo(target: Uint32Array, at: number, nothing: number): void {
    target.set(this.items, at);
    target.fill(nothing, at + this.count, at + this.items.length);
  }

  /** Items with their scores, best first. */
  ranked(): { readonly item: number; readonly score: number }[] {
    return Array.from(this.items.subarray(0, this.count), (item, place) => ({ item, score: this.scores[place] }));
  }

  private isBetter(item: number, score: number, place: number): boolean {
    const other = this.scores[place];
    return score > other || (score === other && item < this.items[place]);
  }
}
