/** The values of a list in one field, found in its bytes: between separators, or in the brackets that Python, JSON and numpy write. */
import { trimEnd, trimStart } from '../values/number.ts';
import type { ListForm } from '../types.ts';

const SPACE = 0x20;
const COMMA = 0x2c;
const SINGLE = 0x27;
const DOUBLE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = 0x28;
const CLOSE = 0x29;

const SQUARE = 0x5b;
const SQUARE_CLOSE = 0x5d;

const isQuote = (byte: number): boolean => byte === SINGLE || byte === DOUBLE;
const opens = (byte: number): boolean => byte === OPEN || byte === SQUARE || byte === 0x7b;
const closes = (byte: number): boolean => byte === CLOSE || byte === SQUARE_CLOSE || byte === 0x7d;

/** Element i is `bytes[starts[i] … ends[i])` of the field that was read last. */
export class Elements {
  starts = new Uint32Array(64);
  ends = new Uint32Array(64);
  count = 0;
  private readonly separator: number;
  private readonly brackets: boolean;

  constructor(separator: ListForm['separator']) {
    this.brackets = separator === 'brackets';
    this.separator = this.brackets ? COMMA : separator.charCodeAt(0);
  }

  /** Finds the elements of the list in `bytes[start … end)`; what is escaped in it is unescaped in place. */
  read(bytes: Uint8Array, start: number, end: number): void {
    this.count = 0;
    const from = trimStart(bytes, start, end);
    const to = trimEnd(bytes, from, end);
    if (this.brackets) this.readBrackets(bytes, from, to);
    else if (this.separator === SPACE) this.readSpaced(bytes, from, to);
    else this.readSeparated(bytes, from, to, this.separator);
    for (let i = 0; i < this.count; i++) this.bare(bytes, i);
  }

  /** Between runs of spaces, tabs and line ends. */
  private readSpaced(bytes: Uint8Array, start: number, end: number): void {
    for (let at = start; at < end; at++) {
      if (bytes[at] <= SPACE) continue;
      const next = isQuote(bytes[at]) ? afterQuoted(bytes, at, end) : afterWord(bytes, at, end);
      this.add(at, next);
      at = next;
    }
  }

  /** Between single separators outside of quotes and brackets; one after the last element is no further one. */
  private readSeparated(bytes: Uint8Array, start: number, end: number, separator: number): void {
    let from = start;
    let depth = 0;
    for (let at = start; at < end; at++) {
      const byte = bytes[at];
      if (isQuote(byte) && trimStart(bytes, from, at) === at) at = afterQuoted(bytes, at, end) - 1;
      else if (opens(byte)) depth++;
      else if (closes(byte)) depth--;
      else if (byte === separator && depth <= 0) {
        this.add(from, at);
        from = at + 1;
      }
    }
    if (trimStart(bytes, from, end) < end) this.add(from, end);
  }

  /** Inside of the outermost brackets, the square ones of `array([…])`: between commas where there are any, else between spaces, as numpy prints arrays. */
  private readBrackets(bytes: Uint8Array, start: number, end: number): void {
    const array = start < end && isLetter(bytes[start]);
    let from = start;
    while (from < end && !(array ? bytes[from] === SQUARE : opens(bytes[from]))) from++;
    let to = end;
    while (to > from && !(array ? bytes[to - 1] === SQUARE_CLOSE : closes(bytes[to - 1]))) to--;
    if (to <= from + 1) return;
    this.readSeparated(bytes, from + 1, to - 1, COMMA);
    if (this.count > 1) return;
    const ended = trimEnd(bytes, from + 1, to - 1);
    const tuple = this.count === 1 && bytes[ended - 1] === COMMA;
    this.count = 0;
    this.readSpaced(bytes, from + 1, tuple ? ended - 1 : ended);
  }

  private add(start: number, end: number): void {
    if (this.count === this.starts.length) {
      this.starts = doubled(this.starts);
      this.ends = doubled(this.ends);
    }
    this.starts[this.count] = start;
    this.ends[this.count++] = end;
  }

  /** Takes spaces, quotes and numpy's name of a type from around an element. */
  private bare(bytes: Uint8Array, i: number): void {
    let from = trimStart(bytes, this.starts[i], this.ends[i]);
    let to = trimEnd(bytes, from, this.ends[i]);
    const call = this.brackets ? openOfCall(bytes, from, to) : -1;
    if (call >= 0) {
      from = call + 1;
      to--;
    }
    if (to - from > 1 && isQuote(bytes[from]) && bytes[to - 1] === bytes[from]) {
      from++;
      to = unescape(bytes, from, to - 1);
    }
    this.starts[i] = from;
    this.ends[i] = to;
  }
}

function doubled(old: Uint32Array): Uint32Array<ArrayBuffer> {
  const wider = new Uint32Array(2 * old.length);
  wider.set(old);
  return wider;
}

function afterWord(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at] > SPACE) at++;
  return at;
}

/** Past the quote that closes the one at `open`; the end where none does. */
function afterQuoted(bytes: Uint8Array, open: number, end: number): number {
  for (let at = open + 1; at < end; at++) {
    if (bytes[at] === BACKSLASH) at++;
    else if (bytes[at] === bytes[open]) return at + 1;
  }
  return end;
}

/** Where the parenthesis of `np.int64(7)` opens, as lists of numpy's numbers are printed since its version 2; −1 where none is. */
function openOfCall(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < 3 || bytes[end - 1] !== CLOSE || !isLetter(bytes[start])) return -1;
  let at = start;
  while (at < end && bytes[at] !== OPEN) if (!isNamePart(bytes[at++])) return -1;
  return at;
}

const isLetter = (byte: number): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
const isNamePart = (byte: number): boolean =>
  isLetter(byte) || (byte >= 0x30 && byte <= 0x39) || byte === 0x2e || byte === 0x5f;

const SIMPLE: ReadonlyMap<number, number> = new Map([
  [0x6e, 0x0a],
  [0x74, 0x09],
  [0x72, 0x0d],
]);
/** Digits after `\x`, `\u` and `\U`. */
const HEX_DIGITS: ReadonlyMap<number, number> = new Map([
  [0x78, 2],
  [0x75, 4],
  [0x55, 8],
]);

/** Turns the escapes of Python and JSON into what they mean, in place; returns the new end. What means less stays shorter. */
function unescape(bytes: Uint8Array, start: number, end: number): number {
  let from = start;
  while (from < end && bytes[from] !== BACKSLASH) from++;
  let to = from;
  while (from < end) {
    const escaped = bytes[from] === BACKSLASH && from + 1 < end;
    const digits = escaped ? HEX_DIGITS.get(bytes[from + 1]) : undefined;
    if (digits !== undefined) {
      const [text, next] = hexText(bytes, from, end, digits);
      bytes.set(text, to);
      to += text.length;
      from = next;
    } else {
      if (escaped) from++;
      bytes[to++] = escaped ? (SIMPLE.get(bytes[from]) ?? bytes[from]) : bytes[from];
      from++;
    }
  }
  return to;
}

/** The UTF-8 of the escape at `at`, of two where they are the halves of one character, and where the text goes on. */
function hexText(bytes: Uint8Array, at: number, end: number, digits: number): readonly [Uint8Array, number] {
  const next = at + 2 + digits;
  const unit = hexAt(bytes, at + 2, digits, end);
  if (unit === null) return [bytes.slice(at, at + 2), at + 2];
  const isHigh = unit >= 0xd800 && unit < 0xdc00;
  const low = isHigh && bytes[next] === BACKSLASH && bytes[next + 1] === 0x75 ? hexAt(bytes, next + 2, 4, end) : null;
  const encoder = new TextEncoder();
  if (low !== null && low >= 0xdc00 && low < 0xe000) return [encoder.encode(String.fromCharCode(unit, low)), next + 6];
  return [encoder.encode(String.fromCodePoint(unit)), next];
}

function hexAt(bytes: Uint8Array, at: number, digits: number, end: number): number | null {
  if (at + digits > end) return null;
  const text = String.fromCharCode(...bytes.subarray(at, at + digits));
  const value = /^[\da-f]+$/i.test(text) ? Number.parseInt(text, 16) : Number.NaN;
  return value <= 0x10ffff ? value : null;
}
