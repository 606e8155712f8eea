/** One text per code (an item's title or category), kept as bytes until the end; the first one seen wins. */
import { fieldText } from '../text/encoding.ts';

export type TextOutcome = 'new' | 'same' | 'different';

export class TextByCode {
  private starts = new Uint32Array(1024);
  private ends = new Uint32Array(1024);
  private arena = new Uint8Array(16 * 1024);
  private used = 0;

  /** Offers `bytes[start … end)`, not empty, as the text of `code`. */
  offer(code: number, bytes: Uint8Array, start: number, end: number): TextOutcome {
    if (code >= this.starts.length) this.widen(code);
    const from = this.starts[code];
    const length = this.ends[code] - from;
    if (length === 0) {
      this.keep(code, bytes.subarray(start, end));
      return 'new';
    }
    if (length !== end - start) return 'different';
    for (let i = 0; i < length; i++) if (this.arena[from + i] !== bytes[start + i]) return 'different';
    return 'same';
  }

  /** Takes the text of `code` from another collection, where this one has none. */
  adopt(code: number, from: TextByCode): void {
    const text = from.bytesOf(code);
    if (text.length > 0 && this.bytesOf(code).length === 0) this.offer(code, text, 0, text.length);
  }

  /** Empty where none was offered. */
  bytesOf(code: number): Uint8Array {
    return code < this.starts.length ? this.arena.subarray(this.starts[code], this.ends[code]) : new Uint8Array(0);
  }

  /** The texts of codes 0 … count − 1; empty where none was offered. */
  strings(count: number): readonly string[] {
    return Array.from({ length: count }, (_, code) => fieldText(this.bytesOf(code)));
  }

  private keep(code: number, text: Uint8Array): void {
    const end = this.used + text.length;
    if (end > this.arena.length) {
      const wider = new Uint8Array(2 * end);
      wider.set(this.arena);
      this.arena = wider;
    }
    this.arena.set(text, this.used);
    this.starts[code] = this.used;
    this.ends[code] = end;
    this.used = end;
  }

  private widen(code: number): void {
    const wider = (old: Uint32Array): Uint32Array<ArrayBuffer> => {
      const array = new Uint32Array(2 * (code + 1));
      array.set(old);
      return array;
    };
    this.starts = wider(this.starts);
    this.ends = wider(this.ends);
  }
}
