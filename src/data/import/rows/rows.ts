/** What every row reader shares: the row it hands on, and the bytes of a row that the next piece of the file completes. */
import { ImportError } from '../../../core/errors.ts';
import { size, type Limits } from '../limits.ts';

/**
 * One row. Field i is `bytes[starts[i] … ends[i])`, UTF-8, unquoted and unescaped.
 * Valid only during the call that hands it over: the arrays are used again for the next row.
 */
export interface Row {
  bytes: Uint8Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** Number of fields; 0 for a line that is no JSON object. */
  count: number;
  /** As a spreadsheet counts, from 1. */
  number: number;
  /** Fields that open with a quote which does not pair; they stay as they are. */
  strayQuotes: number;
  /** The row as the file has it, where this one is an element of a list in it; else null. */
  whole: Readonly<Row> | null;
}

/** Called for every row; returning false ends the reading. */
export type OnRow = (row: Row) => boolean;

export interface LineEnds {
  lf: number;
  crlf: number;
  cr: number;
}

/** Takes the pieces of a file in order and calls `OnRow` for each row. */
export interface RowReader {
  /** False once `OnRow` has ended the reading. */
  push(piece: Uint8Array): boolean;
  /** The file ends here: hands over a last row without a line end. */
  finish(): void;
  readonly lineEnds: Readonly<LineEnds>;
  readonly blankRows: number;
  /** Of rows with lists: how many lists were empty, and of how many only the first element was read. */
  readonly lists?: { readonly empty: number; readonly cut: number };
  readonly row: Readonly<Row>;
}

/** The unread bytes of a stream in one array: what was left of the last piece, and the new piece after it. */
export class Unread {
  bytes = new Uint8Array(0);
  length = 0;

  append(piece: Uint8Array): void {
    if (this.length + piece.length > this.bytes.length) {
      const wider = new Uint8Array(2 ** Math.ceil(Math.log2(this.length + piece.length)));
      wider.set(this.bytes.subarray(0, this.length));
      this.bytes = wider;
    }
    this.bytes.set(piece, this.length);
    this.length += piece.length;
  }

  /** Forgets the first `count` bytes. */
  drop(count: number): void {
    this.bytes.copyWithin(0, count, this.length);
    this.length -= count;
  }
}

export const emptyRow = (columns: number): Row => ({
  bytes: new Uint8Array(0),
  starts: new Uint32Array(columns),
  ends: new Uint32Array(columns),
  count: 0,
  number: 0,
  strayQuotes: 0,
  whole: null,
});

/** A copy of a row, which stays as it is while elements of its lists are handed on. */
export class RowCopy {
  readonly row: Row;

  constructor(columns: number) {
    this.row = emptyRow(columns);
  }

  take({ bytes, starts, ends, count, number, strayQuotes }: Readonly<Row>): Row {
    const { row } = this;
    const from = starts.subarray(0, count).reduce((least, start) => Math.min(least, start), Infinity);
    const to = ends.subarray(0, count).reduce((most, end) => Math.max(most, end), 0);
    if (row.bytes.length < to - from) row.bytes = new Uint8Array(2 * (to - from));
    row.bytes.set(bytes.subarray(from, to));
    for (let i = 0; i < count; i++) {
      row.starts[i] = starts[i] - from;
      row.ends[i] = ends[i] - from;
    }
    Object.assign(row, { count, number, strayQuotes });
    return row;
  }
}

export function checkRowBytes(name: string, row: number, bytes: number, limits: Limits): void {
  if (bytes > limits.rowBytes) {
    throw new ImportError(
      `${name}, row ${row}: the row is longer than ${size(limits.rowBytes)}, the limit; ` +
        'check that the file is a table with one row per line',
    );
  }
}
