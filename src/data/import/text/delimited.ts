/**
 * Rows of a delimited text, found in its bytes: RFC 4180, and beyond it CR and LF alone as line ends, other delimiters
 * (`::` among them, which never comes with quotes; a space, which stands for a run of spaces and tabs), and quotes that are
 * ordinary characters. A line that is a history has two fields, its first one and all the rest. No string is made here.
 */
import { ImportError } from '../../../core/errors.ts';
import { size, type Limits } from '../limits.ts';
import { checkRowBytes, emptyRow, Unread, type LineEnds, type OnRow, type RowReader } from '../rows/rows.ts';
import type { DelimitedFormat } from '../types.ts';

const QUOTE = 0x22;
const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const INCOMPLETE = -1;
const STRAY = -2;
const NOT_PLAIN = -3;
const MAX_DELIMITER_BYTES = 2;

const ORDINARY = 0;
const DELIMITER = 1;
const LINE_END = 2;
const QUOTED = 3;

/** A quote opens a field that never ends; the user closes it, or reads quotes as ordinary characters. */
export class OpenQuoteError extends ImportError {}

export class DelimitedReader implements RowReader {
  readonly lineEnds: LineEnds = { lf: 0, crlf: 0, cr: 0 };
  readonly row;
  blankRows = 0;
  private readonly unread = new Unread();
  private readonly delimiter: number;
  private readonly delimiterBytes: number;
  private readonly classes = new Uint8Array(256);
  /** `classes`, in which a quote too is not ordinary where it may open a field. */
  private readonly stops: Uint8Array;
  /** Rows up to here are within the limits of a field and of a row. */
  private readonly plainBytes: number;
  /** Fields of the current row that hold doubled quotes. */
  private readonly doubled: number[] = [];
  private final = false;
  private readonly skipLines: number;
  private readonly name: string;
  private readonly quotes: boolean;
  /** Whether runs of spaces and tabs are one delimiter, and nothing at the ends of a row. */
  private readonly spaced: boolean;
  private readonly histories: boolean;
  private readonly limits: Limits;
  private readonly onRow: OnRow;

  constructor(name: string, format: DelimitedFormat, limits: Limits, onRow: OnRow) {
    this.name = name;
    this.quotes = format.quotes && format.delimiter !== '::';
    this.spaced = format.delimiter === ' ';
    this.histories = format.lines === 'histories';
    this.skipLines = format.skipLines;
    this.limits = limits;
    this.onRow = onRow;
    this.row = emptyRow(limits.columns);
    this.delimiter = format.delimiter.charCodeAt(0);
    this.delimiterBytes = format.delimiter.length;
    this.classes[this.delimiter] = DELIMITER;
    if (this.spaced) this.classes[TAB] = DELIMITER;
    this.classes[LF] = LINE_END;
    this.classes[CR] = LINE_END;
    this.stops = this.classes.slice();
    if (this.quotes) this.stops[QUOTE] = QUOTED;
    if (this.spaced) this.stops[TAB] = QUOTED;
    const plain = this.delimiterBytes === 1 && !this.histories;
    this.plainBytes = plain ? Math.min(limits.fieldBytes, limits.rowBytes) : 0;
  }

  push(piece: Uint8Array): boolean {
    this.unread.append(piece);
    let at = this.skip();
    if (this.row.number < this.skipLines) {
      this.unread.drop(at);
      return true;
    }
    while (at < this.unread.length) {
      this.row.number++;
      const plain = this.scanPlainRow(at);
      const next = plain === NOT_PLAIN ? this.scanRow(at) : plain;
      if (next === INCOMPLETE) {
        this.row.number--;
        break;
      }
      if (!this.deliver()) return false;
      at = next;
    }
    this.unread.drop(at);
    return true;
  }

  finish(): void {
    this.final = true;
    this.push(new Uint8Array(0));
  }

  /** Passes over lines before the table, whatever quotes they hold; returns where the next one starts. */
  private skip(): number {
    const { bytes, length } = this.unread;
    let at = 0;
    while (this.row.number < this.skipLines && at < length) {
      let end = at;
      while (end < length && this.classes[bytes[end]] !== LINE_END) end++;
      const next = end === length && !this.final ? INCOMPLETE : this.afterLineEnd(end);
      if (next === INCOMPLETE) {
        checkRowBytes(this.name, this.row.number + 1, length - at, this.limits);
        break;
      }
      this.row.number++;
      at = next;
    }
    return at;
  }

  private deliver(): boolean {
    const { row } = this;
    row.bytes = this.unread.bytes;
    if (row.starts[0] === row.ends[0] && this.isBlank()) {
      this.blankRows++;
      return true;
    }
    if (this.histories && row.count === 1) {
      row.starts[1] = row.ends[1] = row.ends[0];
      row.count = 2;
    }
    for (const field of this.doubled) this.halveQuotes(field);
    return this.onRow(row);
  }

  /** Whether a row whose first field is empty has nothing but delimiters; empty fields in quotes are something. */
  private isBlank(): boolean {
    const { starts, ends, count } = this.row;
    return count === 1 || ends[count - 1] - starts[0] === (count - 1) * this.delimiterBytes;
  }

  /** `scanRow` for nearly every row: complete, short and without quotes. NOT_PLAIN where it is not so sure. */
  private scanPlainRow(at: number): number {
    const { stops, delimiter } = this;
    const { bytes, length } = this.unread;
    const { starts, ends } = this.row;
    const limit = Math.min(length, at + this.plainBytes);
    let field = 0;
    let start = at;
    for (let i = at; i < limit; i++) {
      const stop = stops[bytes[i]];
      if (stop === ORDINARY) continue;
      if (stop === QUOTED || field === starts.length) return NOT_PLAIN;
      starts[field] = start;
      ends[field++] = i;
      if (bytes[i] !== delimiter) {
        if (this.spaced && this.hasGaps(field)) return NOT_PLAIN;
        this.row.count = field;
        this.row.strayQuotes = 0;
        if (this.doubled.length > 0) this.doubled.length = 0;
        return this.afterLineEnd(i);
      }
      start = i + 1;
    }
    return NOT_PLAIN;
  }

  private hasGaps(fields: number): boolean {
    const { starts, ends } = this.row;
    for (let i = 0; i < fields; i++) if (starts[i] === ends[i]) return true;
    return false;
  }

  /** Finds the fields of the row at `at`; returns where the next row starts, or INCOMPLETE until more bytes are here. */
  private scanRow(at: number): number {
    const { bytes, length } = this.unread;
    if (this.doubled.length > 0) this.doubled.length = 0;
    this.row.strayQuotes = 0;
    let start = this.afterSpaces(at);
    for (let field = 0; ; field++) {
      let end = this.histories && field === 1 ? this.restOfLine(start) : this.scanField(start, field);
      if (end === INCOMPLETE) {
        checkRowBytes(this.name, this.row.number, length - at, this.limits);
        return INCOMPLETE;
      }
      if (end < length && this.classes[bytes[end]] === DELIMITER) {
        start = this.afterSpaces(end + this.delimiterBytes);
        if (!this.spaced || !this.endsAt(start)) continue;
        end = start;
      }
      checkRowBytes(this.name, this.row.number, end - at, this.limits);
      this.row.count = field + 1;
      return this.afterLineEnd(end);
    }
  }

  /** Past the run of spaces and tabs at `at` where such are one delimiter. */
  private afterSpaces(at: number): number {
    const { bytes, length } = this.unread;
    let start = at;
    if (this.spaced) while (start < length && this.classes[bytes[start]] === DELIMITER) start++;
    return start;
  }

  private endsAt(at: number): boolean {
    const { bytes, length } = this.unread;
    return at < length ? this.classes[bytes[at]] === LINE_END : this.final;
  }

  /** `scanField` for all of a history but its first field: up to the line end, without delimiters before it. */
  private restOfLine(start: number): number {
    const { bytes, length } = this.unread;
    const { classes } = this;
    let end = start;
    while (end < length && classes[bytes[end]] !== LINE_END) end++;
    if (end >= length && !this.final) return INCOMPLETE;
    let last = end;
    while (last > start && classes[bytes[last - 1]] === DELIMITER) last--;
    this.row.starts[1] = start;
    this.row.ends[1] = last;
    return end;
  }

  /** Finds the end of the field at `start`: where its delimiter or line end stands; INCOMPLETE where that is not here yet. */
  private scanField(start: number, field: number): number {
    const { classes, delimiterBytes } = this;
    const { bytes, length } = this.unread;
    if (this.quotes && start < length && bytes[start] === QUOTE) {
      const close = this.closingQuote(start, field);
      if (close === INCOMPLETE) return INCOMPLETE;
      if (close !== STRAY) {
        this.setField(field, start + 1, close);
        return close + 1;
      }
      this.row.strayQuotes++;
    }
    let end = start;
    while (end < length && classes[bytes[end]] === ORDINARY) end++;
    if (delimiterBytes === 2) end = this.wideEnd(end);
    if (end >= length && !this.final) {
      this.checkField(length - start - MAX_DELIMITER_BYTES, field);
      return INCOMPLETE;
    }
    this.setField(field, start, end);
    return end;
  }

  private setField(field: number, start: number, end: number): void {
    if (field === this.limits.columns) {
      throw new ImportError(
        `${this.name}, row ${this.row.number}: more than ${this.limits.columns} columns, the limit; check the delimiter`,
      );
    }
    this.checkField(end - start, field);
    this.row.starts[field] = start;
    this.row.ends[field] = end;
  }

  /** Position of the quote that closes the field opened at `open`, STRAY where the quotes do not pair, or INCOMPLETE. */
  private closingQuote(open: number, field: number): number {
    const { bytes, length } = this.unread;
    let doubled = false;
    for (let i = open + 1; ; i++) {
      while (i < length && bytes[i] !== QUOTE) i++;
      if (i - open - 1 > this.limits.fieldBytes)
        throw this.unclosed(`does not close within ${size(this.limits.fieldBytes)}`);
      if (i === length && this.final) throw this.unclosed('never closes');
      if (i === length) return INCOMPLETE;
      if (i + 1 === length && !this.final) return INCOMPLETE;
      if (i + 1 < length && bytes[i + 1] === QUOTE) {
        doubled = true;
        i++;
      } else {
        if (i + 1 < length && this.classes[bytes[i + 1]] === ORDINARY) return STRAY;
        if (doubled) this.doubled.push(field);
        return i;
      }
    }
  }

  /** From a possible end at `from` to the real one: a line end, two colons, or the end of the bytes where neither is here. */
  private wideEnd(from: number): number {
    const { bytes, length } = this.unread;
    for (let at = from; at < length; at++) {
      const kind = this.classes[bytes[at]];
      if (kind === LINE_END || (kind === DELIMITER && at + 1 < length && bytes[at + 1] === this.delimiter)) return at;
    }
    return length;
  }

  private afterLineEnd(at: number): number {
    const { bytes, length } = this.unread;
    if (at === length) return at;
    if (bytes[at] === LF) {
      this.lineEnds.lf++;
      return at + 1;
    }
    if (at + 1 === length && !this.final) return INCOMPLETE;
    if (at + 1 < length && bytes[at + 1] === LF) {
      this.lineEnds.crlf++;
      return at + 2;
    }
    this.lineEnds.cr++;
    return at + 1;
  }

  private checkField(bytes: number, field: number): void {
    if (bytes <= this.limits.fieldBytes) return;
    throw new ImportError(
      `${this.name}, row ${this.row.number}, field ${field + 1}: longer than ${size(this.limits.fieldBytes)}, the limit; ` +
        'check the delimiter and the line ends',
    );
  }

  private unclosed(how: string): OpenQuoteError {
    return new OpenQuoteError(
      `${this.name}, row ${this.row.number}: the quote opened in this row ${how}; ` +
        'close it, or read the file with quotes as ordinary characters',
    );
  }

  /** Turns `""` into `"` inside the field, in place. */
  private halveQuotes(field: number): void {
    const { bytes } = this.unread;
    const end = this.row.ends[field];
    let to = this.row.starts[field];
    for (let from = to; from < end; from++) {
      bytes[to++] = bytes[from];
      if (bytes[from] === QUOTE) from++;
    }
    this.row.ends[field] = to;
  }
}
