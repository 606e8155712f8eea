/** Finds where the rows begin in a stream of JSON: inside which object, behind which key. */
import { BACKSLASH, closes, COLON, COMMA, isSpace, opens, QUOTE, stringText } from './json_bytes.ts';

/** A key that is longer leads nowhere. */
const LONGEST_KEY = 1024;

/** Takes bytes until the array or object opens to which the keys lead. */
export class Seeker {
  private readonly path: readonly string[];
  /** Open brackets, and how many of them are on the way. */
  private depth = 0;
  private matched = 0;
  private inString = false;
  private escaped = false;
  /** Whether the next string in an object on the way is a key. */
  private expectsKey = false;
  private key: number[] | null = null;
  /** Whether the value that comes is on the way. */
  private right = true;

  constructor(path: readonly string[]) {
    this.path = path;
  }

  /** Position after the bracket that opens what is sought, −1 where it is not in `bytes[0 … length)`. */
  push(bytes: Uint8Array, length: number): number {
    for (let at = 0; at < length; at++) {
      if (this.inString) this.string(bytes[at]);
      else if (this.token(bytes[at])) return at + 1;
    }
    return -1;
  }

  private string(byte: number): void {
    if (this.key !== null && this.key.length < LONGEST_KEY) this.key.push(byte);
    if (this.escaped) this.escaped = false;
    else if (byte === BACKSLASH) this.escaped = true;
    else if (byte === QUOTE) this.endOfString();
  }

  private endOfString(): void {
    this.inString = false;
    if (this.key === null) return;
    const bytes = Uint8Array.from(this.key);
    this.right = stringText(bytes, 0, bytes.length) === this.path[this.matched - 1];
    this.key = null;
  }

  /** True where the bracket opens what is sought. */
  private token(byte: number): boolean {
    const onWay = this.depth === this.matched;
    if (byte === QUOTE) {
      this.inString = true;
      this.key = onWay && this.expectsKey ? [QUOTE] : null;
      if (this.key === null) this.right = false;
      this.expectsKey = false;
    } else if (opens(byte)) {
      this.depth++;
      if (onWay && this.right) return this.enter();
    } else if (closes(byte)) {
      this.depth--;
      this.matched = Math.min(this.matched, this.depth);
      this.right = false;
    } else if (byte === COMMA) {
      this.right = false;
      this.expectsKey = onWay;
    } else if (byte !== COLON && !isSpace(byte)) this.right = false;
    return false;
  }

  private enter(): boolean {
    this.matched++;
    this.right = false;
    this.expectsKey = true;
    return this.matched > this.path.length;
  }
}
