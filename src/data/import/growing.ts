/**
 * Numbers appended one by one, in blocks: growing copies nothing, and while `take` joins the blocks it lets each go.
 */
/** A power of two. */
const BLOCK = 1 << 18;

type Numbers = Uint32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

export class Growing<T extends Numbers> {
  length = 0;
  private readonly full: T[] = [];
  private block: T;
  private readonly make: (length: number) => T;

  constructor(make: (length: number) => T) {
    this.make = make;
    this.block = make(BLOCK);
  }

  push(value: number): void {
    const at = this.length++ & (BLOCK - 1);
    if (at === 0 && this.length > 1) {
      this.full.push(this.block);
      this.block = this.make(BLOCK);
    }
    this.block[at] = value;
  }

  /** All numbers in one array of exactly their length; the collection is empty afterwards. */
  take(): T {
    const all = this.make(this.length);
    let at = 0;
    for (const block of this.full.splice(0)) {
      all.set(block, at);
      at += BLOCK;
    }
    all.set(this.block.subarray(0, this.length - at), at);
    this.length = 0;
    return all;
  }
}
