/**
 * Rows of JSON, one object each: the lines of JSON lines, or the elements of one array. They are found in the bytes: numbers
 * keep the characters they are written with, so an id of 19 digits stays what it was. Fields come in the order of `columns`;
 * absent keys and null are empty fields. Source: RFC 8259, https://jsonlines.org.
 */
import type { Limits } from './limits.ts';
import type { JsonFormat } from './types.ts';
import { checkRowBytes, emptyRow, Unread, type LineEnds, type OnRow, type RowReader } from './rows.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const COMMA = 0x2c;
const OPEN = 0x7b;
const CLOSE = 0x7d;
/** `[` and `]` */
const BRACKETS: ReadonlySet<number> = new Set([0x5b, 0x5d]);
const LF = 0x0a;
const CR = 0x0d;
const MALFORMED = -1;

const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x09 || byte === CR || byte === LF;
const opens = (byte: number): boolean => byte === OPEN || byte === 0x5b;
const closes = (byte: number): boolean => byte === CLOSE || byte === 0x5d;
/** Keys as they stand in the file: escaped, without their quotes. */
const keyBytes = (name: string): Uint8Array => new TextEncoder().encode(JSON.stringify(name).slice(1, -1));

function skipSpace(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && isSpace(bytes[at])) at++;
  return at;
}

/** Position after the string that opens at `from`. */
function skipString(bytes: Uint8Array, from: number, end: number): number {
  for (let at = from + 1; at < end; at++) {
    if (bytes[at] === BACKSLASH) at++;
    else if (bytes[at] === QUOTE) return at + 1;
  }
  return MALFORMED;
}

/** Position after the object or array that opens at `from`. */
function skipNested(bytes: Uint8Array, from: number, end: number): number {
  let depth = 0;
  let at = from;
  while (at < end) {
    if (bytes[at] === QUOTE) {
      at = skipString(bytes, at, end);
      if (at === MALFORMED) return MALFORMED;
      continue;
    }
    if (opens(bytes[at])) depth++;
    else if (closes(bytes[at]) && --depth === 0) return at + 1;
    at++;
  }
  return MALFORMED;
}

const SCALAR = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;

/** Position after the number or the word at `from`. */
function skipScalar(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && bytes[at] !== COMMA && bytes[at] !== CLOSE && !isSpace(bytes[at])) at++;
  return SCALAR.test(String.fromCharCode(...bytes.subarray(from, Math.min(at, from + 64)))) ? at : MALFORMED;
}

function skipValue(bytes: Uint8Array, from: number, end: number): number {
  if (from >= end) return MALFORMED;
  if (bytes[from] === QUOTE) return skipString(bytes, from, end);
  return opens(bytes[from]) ? skipNested(bytes, from, end) : skipScalar(bytes, from, end);
}

/** Position of the next element of an array, after what may stand between two; `end` where there is none. */
function nextElement(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && (isSpace(bytes[at]) || bytes[at] === COMMA || BRACKETS.has(bytes[at]))) at++;
  return at;
}

/** Position after the element at `from`, whatever it is; MALFORMED where it does not end before `end`. */
function elementEnd(bytes: Uint8Array, from: number, end: number): number {
  if (bytes[from] === QUOTE) return skipString(bytes, from, end);
  if (opens(bytes[from])) return skipNested(bytes, from, end);
  let at = from;
  while (at < end && bytes[at] !== COMMA && !BRACKETS.has(bytes[at])) at++;
  return at < end ? at : MALFORMED;
}

/** The elements of an array that are whole in `bytes`, as text. */
export function* wholeElements(bytes: Uint8Array): Generator<string> {
  for (let at = nextElement(bytes, 0, bytes.length); at < bytes.length;) {
    const end = elementEnd(bytes, at, bytes.length);
    if (end === MALFORMED) return;
    yield new TextDecoder().decode(bytes.subarray(at, end));
    at = nextElement(bytes, end, bytes.length);
  }
}

interface JsonTable {
  readonly name: string;
  readonly kind: JsonFormat['kind'];
  readonly columns: readonly string[];
}

export class JsonReader implements RowReader {
  readonly lineEnds: LineEnds = { lf: 0, crlf: 0, cr: 0 };
  readonly row;
  blankRows = 0;
  private readonly unread = new Unread();
  private readonly keys: readonly Uint8Array[];
  /** The column after the last key found: in most files keys always come in one order. */
  private expected = 0;
  private readonly name: string;
  private readonly kind: JsonFormat['kind'];
  private readonly limits: Limits;
  private readonly onRow: OnRow;

  constructor({ name, kind, columns }: JsonTable, limits: Limits, onRow: OnRow) {
    this.name = name;
    this.kind = kind;
    this.limits = limits;
    this.onRow = onRow;
    this.keys = columns.map(keyBytes);
    this.row = emptyRow(columns.length);
  }

  push(piece: Uint8Array): boolean {
    return this.consume(piece, false);
  }

  finish(): void {
    this.consume(new Uint8Array(0), true);
  }

  private consume(piece: Uint8Array, final: boolean): boolean {
    return this.kind === 'json array' ? this.consumeElements(piece, final) : this.consumeLines(piece, final);
  }

  private consumeElements(piece: Uint8Array, final: boolean): boolean {
    const { unread } = this;
    unread.append(piece);
    let at = nextElement(unread.bytes, 0, unread.length);
    while (at < unread.length) {
      const after = elementEnd(unread.bytes, at, unread.length);
      const end = after === MALFORMED ? unread.length : after;
      checkRowBytes(this.name, this.row.number + 1, end - at, this.limits);
      if (after === MALFORMED && !final) break; // it may go on in the next piece
      if (!this.object(at, end)) return false;
      at = nextElement(unread.bytes, end, unread.length);
    }
    unread.drop(at);
    return true;
  }

  private consumeLines(piece: Uint8Array, final: boolean): boolean {
    const { unread } = this;
    let searched = unread.length;
    unread.append(piece);
    let at = 0;
    while (at < unread.length) {
      const lf = unread.bytes.indexOf(LF, Math.max(at, searched));
      const end = lf >= 0 && lf < unread.length ? lf : unread.length;
      checkRowBytes(this.name, this.row.number + 1, end - at, this.limits);
      if (end === unread.length && !final) break;
      this.countLineEnd(end);
      if (!this.object(at, end)) return false;
      at = Math.min(end + 1, unread.length);
      searched = 0;
    }
    unread.drop(at);
    return true;
  }

  private countLineEnd(at: number): void {
    if (at === this.unread.length) return;
    if (at > 0 && this.unread.bytes[at - 1] === CR) this.lineEnds.crlf++;
    else this.lineEnds.lf++;
  }

  /** Hands on what stands in `from … end`, blank or one object. */
  private object(from: number, end: number): boolean {
    const { row } = this;
    row.number++;
    row.bytes = this.unread.bytes;
    const start = skipSpace(row.bytes, from, end);
    if (start === end) {
      this.blankRows++;
      return true;
    }
    row.starts.fill(0);
    row.ends.fill(0);
    row.count = this.members(start, end) ? this.keys.length : 0;
    if (row.count === 0) {
      row.starts[0] = start; // so that it can be shown
      row.ends[0] = end;
    }
    return this.onRow(row);
  }

  /** Finds the members of the object at `start`; false where there is not one object up to `end`. */
  private members(start: number, end: number): boolean {
    const { bytes } = this.row;
    if (bytes[start] !== OPEN) return false;
    let at = skipSpace(bytes, start + 1, end);
    if (bytes[at] === CLOSE && at < end) return skipSpace(bytes, at + 1, end) === end;
    for (;;) {
      at = this.member(at, end);
      if (at === MALFORMED) return false;
      at = skipSpace(bytes, at, end);
      if (at < end && bytes[at] === CLOSE) return skipSpace(bytes, at + 1, end) === end;
      if (at >= end || bytes[at] !== COMMA) return false;
      at = skipSpace(bytes, at + 1, end);
    }
  }

  /** Reads one `"key": value`; returns the position after the value. */
  private member(from: number, end: number): number {
    const { bytes } = this.row;
    if (from >= end || bytes[from] !== QUOTE) return MALFORMED;
    const keyEnd = skipString(bytes, from, end);
    if (keyEnd === MALFORMED) return MALFORMED;
    const column = this.column(from + 1, keyEnd - 1);
    const colon = skipSpace(bytes, keyEnd, end);
    if (colon >= end || bytes[colon] !== COLON) return MALFORMED;
    const value = skipSpace(bytes, colon + 1, end);
    const valueEnd = skipValue(bytes, value, end);
    if (valueEnd === MALFORMED || (column >= 0 && !this.setField(column, value, valueEnd))) return MALFORMED;
    return valueEnd;
  }

  /** Column of the key at `bytes[start … end)`; −1 where the plan has none. */
  private column(start: number, end: number): number {
    if (!this.isKey(this.expected, start, end)) {
      this.expected = this.keys.findIndex((_, column) => this.isKey(column, start, end));
    }
    return this.expected < 0 ? -1 : this.expected++;
  }

  private isKey(column: number, start: number, end: number): boolean {
    const key = this.keys[column];
    if (key?.length !== end - start) return false;
    for (let i = 0; i < key.length; i++) if (key[i] !== this.row.bytes[start + i]) return false;
    return true;
  }

  /** False where a string holds an escape that is none. */
  private setField(column: number, from: number, end: number): boolean {
    const { bytes, starts, ends } = this.row;
    const text = bytes[from] === QUOTE;
    const isNull = end - from === 4 && bytes[from] === 0x6e;
    starts[column] = text ? from + 1 : from;
    ends[column] = text ? end - 1 : isNull ? from : end;
    if (!text || !bytes.subarray(from, end).includes(BACKSLASH)) return true;
    return this.unescape(column, from, end);
  }

  /** Unescapes in place: no escape is shorter than the UTF-8 of what it means. */
  private unescape(column: number, from: number, end: number): boolean {
    const { bytes, starts, ends } = this.row;
    try {
      const text: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(from, end)));
      const written = new TextEncoder().encodeInto(String(text), bytes.subarray(starts[column], end - 1));
      ends[column] = starts[column] + written.written;
      return true;
    } catch {
      return false;
    }
  }
}
