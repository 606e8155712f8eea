/**
 * Rows of JSON of any size in bounded memory. They are found in the bytes: numbers keep the characters they are written
 * with, so an id of 19 digits stays what it was. Absent keys and null are empty fields. Sources: RFC 8259,
 * https://jsonlines.org, RFC 7464.
 */
import {
  CLOSE,
  CLOSE_LIST,
  COLON,
  COMMA,
  CR,
  elementEnd,
  isSpace,
  LF,
  MALFORMED,
  OPEN_LIST,
  QUOTE,
  skipSpace,
  skipString,
  skipValue,
  valueAfter,
} from './json_bytes.ts';
import { RecordReader } from './json_record.ts';
import { Seeker } from './json_seek.ts';
import { ColumnsReader } from './json_whole.ts';
import type { Limits } from '../limits.ts';
import { LiteralStream } from './python_literal.ts';
import { checkRowBytes, Unread, type LineEnds, type OnRow, type Row, type RowReader } from '../rows/rows.ts';
import type { JsonFormat } from '../types.ts';

/** A row with a list of events may be longer than one without, as many times. */
const LONGER_WITH_EVENTS = 16;

export interface JsonTable {
  readonly name: string;
  readonly format: JsonFormat;
  readonly columns: readonly string[];
}

/** What is cut into rows may be followed by something else: nothing of it is a row. */
const END = -2;

export class JsonReader implements RowReader {
  readonly lineEnds: LineEnds = { lf: 0, crlf: 0, cr: 0 };
  blankRows = 0;
  private readonly unread = new Unread();
  private readonly name: string;
  private readonly format: JsonFormat;
  private readonly limits: Limits;
  private readonly records: RecordReader;
  /** Whether the rows end with a bracket, and what follows is no row. */
  private readonly bounded: boolean;
  /** Null once the rows have begun. */
  private seeker: Seeker | null;
  private ended = false;

  constructor({ name, format, columns }: JsonTable, limits: Limits, onRow: OnRow) {
    this.name = name;
    this.format = format;
    const { layout, at, rows, events, prefix } = format;
    this.limits = events.length > 0 ? { ...limits, rowBytes: LONGER_WITH_EVENTS * limits.rowBytes } : limits;
    let header = format.header;
    this.records = new RecordReader(columns, format, (row) => {
      if (!header) return onRow(row);
      header = false;
      return true;
    });
    // An array of objects needs no way to it: nothing but objects are its rows, wherever brackets stand.
    const loose = at.length === 0 && rows === 'objects' && prefix === '';
    this.bounded = layout === 'members' || (layout === 'elements' && !loose);
    this.seeker = this.bounded ? new Seeker(at) : null;
  }

  get row(): Readonly<Row> {
    return this.records.row;
  }

  /** What came of lists besides rows. */
  get lists(): Readonly<{ empty: number; cut: number }> {
    return { empty: this.records.emptyLists, cut: this.records.cutLists };
  }

  push(piece: Uint8Array): boolean {
    return this.consume(piece, false);
  }

  finish(): void {
    this.consume(new Uint8Array(0), true);
  }

  private consume(piece: Uint8Array, final: boolean): boolean {
    if (this.ended) return true;
    let rest = piece;
    if (this.seeker !== null) {
      const from = this.seeker.push(piece, piece.length);
      if (from < 0) return true;
      this.seeker = null;
      rest = piece.subarray(from);
    }
    return this.format.layout === 'lines' ? this.consumeLines(rest, final) : this.consumeValues(rest, final);
  }

  private consumeValues(piece: Uint8Array, final: boolean): boolean {
    const { unread } = this;
    const members = this.format.layout === 'members';
    unread.append(piece);
    let at = this.next(0);
    while (at !== END && at < unread.length) {
      const after = members ? this.memberEnd(at) : elementEnd(unread.bytes, at, unread.length);
      const end = after === MALFORMED ? unread.length : after;
      checkRowBytes(this.name, this.row.number + 1, end - at, this.limits);
      if (after === MALFORMED && !final) break; // it may go on in the next piece
      if (!(members ? this.records.member(unread.bytes, at, end) : this.value(at, end))) return false;
      at = this.next(end);
    }
    this.ended = at === END;
    unread.drop(at === END ? unread.length : at);
    return true;
  }

  /** Position of the next value after what may stand between two; END after the last one. */
  private next(from: number): number {
    const { bytes, length } = this.unread;
    const { bounded } = this;
    const loose = !bounded && this.format.rows === 'objects';
    let at = from;
    while (at < length) {
      const byte = bytes[at];
      if (bounded && (byte === CLOSE_LIST || byte === CLOSE)) return END;
      const between = isSpace(byte) || byte === COMMA || (loose && (byte === OPEN_LIST || byte === CLOSE_LIST));
      if (!between) return at;
      at++;
    }
    return at;
  }

  /** Position after the member at `from`, or after what stands there instead. */
  private memberEnd(from: number): number {
    const { bytes, length } = this.unread;
    const keyEnd = bytes[from] === QUOTE ? skipString(bytes, from, length) : MALFORMED;
    const value = keyEnd === MALFORMED ? MALFORMED : valueAfter(bytes, keyEnd, length);
    if (value === MALFORMED) {
      const colon = keyEnd === MALFORMED ? length : skipSpace(bytes, keyEnd, length);
      const torn = bytes[from] !== QUOTE || (colon < length && bytes[colon] !== COLON);
      return torn ? elementEnd(bytes, Math.max(from, keyEnd), length) : MALFORMED;
    }
    const end = skipValue(bytes, value, length);
    // A number may go on in the next piece.
    return end === length ? MALFORMED : end === MALFORMED ? elementEnd(bytes, value, length) : end;
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
      if (!this.value(at, end)) return false;
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

  /** Hands on what stands in `from … end`, blank or one value. */
  private value(from: number, end: number): boolean {
    const { bytes } = this.unread;
    const { rows, key } = this.format;
    const start = skipSpace(bytes, from, end);
    let stop = end;
    while (stop > start && isSpace(bytes[stop - 1])) stop--;
    if (start === stop) {
      this.blankRows++;
      this.records.row.number++;
      return true;
    }
    if (rows !== 'values' || key === null) return this.records.value(bytes, start, stop);
    const number = new TextEncoder().encode(`"${this.row.number + 1}":`);
    const numbered = new Uint8Array(number.length + stop - start);
    numbered.set(number);
    numbered.set(bytes.subarray(start, stop), number.length);
    return this.records.member(numbered, 0, numbered.length, number.length);
  }
}

/** The reader of a JSON file's rows: the prefix is passed over, literals are turned into JSON. */
export function jsonReader(table: JsonTable, limits: Limits, onRow: OnRow): RowReader {
  const { name, format, columns } = table;
  const inner =
    format.layout === 'columns'
      ? new ColumnsReader(name, columns, format, onRow)
      : new JsonReader(table, limits, onRow);
  const literals = format.dialect === 'literals' ? new LiteralStream() : null;
  let before = new TextEncoder().encode(format.prefix).length;
  const push = (piece: Uint8Array): boolean => inner.push(literals === null ? piece : literals.push(piece));
  return {
    push: (piece) => {
      const passed = Math.min(before, piece.length);
      before -= passed;
      return push(passed === 0 ? piece : piece.subarray(passed));
    },
    finish: () => {
      if (literals !== null) inner.push(literals.finish());
      inner.finish();
    },
    lineEnds: inner.lineEnds,
    get blankRows() {
      return inner.blankRows;
    },
    get lists() {
      return inner instanceof JsonReader ? inner.lists : { empty: 0, cut: 0 };
    },
    row: inner.row,
  };
}
