/** Numbers appended one by one. Growing copies nothing, and where `reserve` guessed their count neither does `take`. */

/** Numbers of a block, where nothing is reserved. */
const BLOCK = 1 << 18;

type Numbers = Uint32Array<ArrayBuffer> | Float64Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

export class Growing<T extends Numbers> {
  private before = 0;
  private used = 0;
  private readonly full: T[] = [];
  private block: T;
  private readonly make: (length: number) => T;

  constructor(make: (length: number) => T) {
    this.make = make;
    this.block = make(BLOCK);
  }

  get length(): number {
    return this.before + this.used;
  }

  push(value: number): void {
    if (this.used === this.block.length) this.begin(BLOCK);
    this.block[this.used++] = value;
  }

  /** Appends all of `values`. */
  append(values: T): void {
    for (let from = 0; from < values.length;) {
      if (this.used === this.block.length) this.begin(BLOCK);
      const some = values.subarray(from, from + this.block.length - this.used);
      this.block.set(some, this.used);
      this.used += some.length;
      from += some.length;
    }
  }

  /**
   * Makes room for `count` numbers in all, in one piece. Memory that is never written costs nothing; memory that is
   * written for the first time costs more than the numbers themselves.
   */
  reserve(count: number): void {
    if (this.full.length > 0 || count <= this.block.length) return;
    const { block, used } = this;
    this.block = this.make(count);
    this.block.set(block.subarray(0, used));
  }

  /** All numbers in one array; the collection is empty afterwards. */
  take(): T {
    this.begin(0);
    const [only] = this.full;
    const all = this.full.length === 1 ? only : this.make(this.length);
    if (this.full.length > 1) {
      let at = 0;
      for (const block of this.full) {
        all.set(block, at);
        at += block.length;
      }
    }
    this.full.length = 0;
    this.before = 0;
    return all;
  }

  private begin(length: number): void {
    this.full.push(this.block.subarray(0, this.used) as T);
    this.before += this.used;
    this.used = 0;
    this.block = this.make(length);
  }
}
