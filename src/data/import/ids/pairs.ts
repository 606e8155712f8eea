/** Titles that several makers may have used, and their makers, as one text. */
import { isMissing } from '../values/number.ts';
import type { Row } from '../rows/rows.ts';

const BETWEEN = new TextEncoder().encode(' · ');

export class Pair {
  /** The text is `bytes[0 … length)`. */
  bytes = new Uint8Array(256);
  length = 0;

  /** "Intro · Band A"; the title alone where the row names no maker. */
  set(row: Row, title: number, maker: number): void {
    this.length = 0;
    this.add(row.bytes.subarray(row.starts[title], row.ends[title]));
    if (isMissing(row.bytes, row.starts[maker], row.ends[maker])) return;
    this.add(BETWEEN);
    this.add(row.bytes.subarray(row.starts[maker], row.ends[maker]));
  }

  private add(piece: Uint8Array): void {
    const end = this.length + piece.length;
    if (end > this.bytes.length) {
      const wider = new Uint8Array(2 * end);
      wider.set(this.bytes);
      this.bytes = wider;
    }
    this.bytes.set(piece, this.length);
    this.length = end;
  }
}
