/** Texts of values: those that lie in a page, and those that are written when they are asked for. */
import type { Values } from '../table_kind.ts';

const LONGEST = 64;

const ENCODER = new TextEncoder();

/** Texts that lie in the bytes of a page. */
export class StoredTexts implements Values {
  readonly bytes: Uint8Array;
  start = 0;
  end = 0;
  readonly count: number;
  readonly shared: boolean;
  readonly seconds = null;
  readonly numbers = null;
  readonly #starts: Uint32Array;
  readonly #ends: Uint32Array;

  constructor(bytes: Uint8Array, starts: Uint32Array, ends: Uint32Array, shared: boolean) {
    this.bytes = bytes;
    this.#starts = starts;
    this.#ends = ends;
    this.count = starts.length;
    this.shared = shared;
  }

  seek(i: number): void {
    this.start = this.#starts[i];
    this.end = this.#ends[i];
  }
}

/** Writes value i as text and returns its length in bytes. */
export type Write = (i: number, bytes: Uint8Array) => number;

/** Texts that are written when they are asked for. */
export class WrittenTexts implements Values {
  bytes = new Uint8Array(LONGEST);
  readonly start = 0;
  end = 0;
  readonly count: number;
  readonly shared: boolean;
  readonly seconds: Float64Array | null;
  readonly numbers: Float64Array | null;
  readonly #write: Write;

  constructor(
    count: number,
    shared: boolean,
    write: Write,
    { seconds = null, numbers = null }: Partial<Pick<Values, 'seconds' | 'numbers'>> = {},
  ) {
    this.count = count;
    this.shared = shared;
    this.seconds = seconds;
    this.numbers = numbers;
    this.#write = write;
  }

  seek(i: number): void {
    this.end = this.#write(i, this.bytes);
    if (this.end < 0) {
      this.bytes = new Uint8Array(-2 * this.end);
      this.seek(i);
    }
  }
}

/** Texts made of strings; those that do not fit are asked for again with more room. */
export const writing =
  (text: (i: number) => string): Write =>
  (i, bytes) => {
    const said = text(i);
    if (said.length * 3 > bytes.length) return -said.length * 3;
    return ENCODER.encodeInto(said, bytes).written;
  };
