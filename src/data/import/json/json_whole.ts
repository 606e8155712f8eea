/**
 * Columns of JSON to rows: `{"user": {"0": …, "1": …}, "item": …}` as pandas writes it, or lists instead of the inner
 * objects. The last column begins where the others have ended, so that all of the text has to be in memory.
 */
import { ImportError } from '../../../core/errors.ts';
import {
  CLOSE,
  COMMA,
  contents,
  MALFORMED,
  OPEN,
  opens,
  skipSpace,
  skipString,
  skipValue,
  valueAfter,
} from './json_bytes.ts';
import { setField } from './json_record.ts';
import { Seeker } from './json_seek.ts';
import { size } from '../limits.ts';
import { emptyRow, Unread, type LineEnds, type OnRow, type RowReader } from '../rows/rows.ts';
import type { JsonFormat } from '../types.ts';

/** Bytes of text that are held in memory where the rows cannot be read one after the other. */
export const WHOLE_BYTES = 256 * 1024 * 1024;

export const tooLarge = (name: string): ImportError =>
  new ImportError(
    `${name}: this is one JSON object of columns and larger than ${size(WHOLE_BYTES)}, more than can be turned into rows; ` +
      "write it row by row: with pandas to_json(…, orient='records', lines=True)",
  );

/** Where the next value of a column stands. */
interface Cursor {
  readonly column: number;
  readonly keyed: boolean;
  at: number;
  readonly end: number;
}

interface Step {
  readonly keyFrom: number;
  readonly keyEnd: number;
  readonly from: number;
  readonly end: number;
}

export class ColumnsReader implements RowReader {
  readonly lineEnds: LineEnds = { lf: 0, crlf: 0, cr: 0 };
  readonly blankRows = 0;
  readonly row;
  private readonly unread = new Unread();
  private readonly name: string;
  private readonly names: readonly string[];
  private readonly format: JsonFormat;
  private readonly onRow: OnRow;

  constructor(name: string, names: readonly string[], format: JsonFormat, onRow: OnRow) {
    this.name = name;
    this.names = names;
    this.format = format;
    this.onRow = onRow;
    this.row = emptyRow(names.length);
  }

  push(piece: Uint8Array): boolean {
    if (this.unread.length + piece.length > WHOLE_BYTES) throw tooLarge(this.name);
    this.unread.append(piece);
    return true;
  }

  finish(): void {
    const { row, unread } = this;
    row.bytes = unread.bytes;
    const cursors = this.cursors();
    if (cursors.length === 0)
      throw new ImportError(`${this.name}: the columns are no longer there; choose the file again`);
    while (this.fields(cursors)) {
      row.number++;
      if (!this.onRow(row)) return;
    }
  }

  private cursors(): readonly Cursor[] {
    const { bytes, length } = this.unread;
    const open = new Seeker(this.format.at).push(bytes, length) - 1;
    if (open < 0) return [];
    return [...contents(bytes, open, length)].flatMap(({ key, from, end, whole }): Cursor[] => {
      if (!opens(bytes[from])) return [];
      if (!whole) throw new ImportError(`${this.name}: the text is cut off in column "${key}"; get the file again`);
      return [{ column: this.names.indexOf(key), keyed: bytes[from] === OPEN, at: from + 1, end: end - 1 }];
    });
  }

  /** Reads the next value of every column; false after the last one. */
  private fields(cursors: readonly Cursor[]): boolean {
    const { row } = this;
    const [first, ...rest] = cursors;
    const step = this.step(first);
    row.count = this.names.length;
    row.starts.fill(0);
    row.ends.fill(0);
    for (const cursor of rest) {
      const other = this.step(cursor);
      if ((other === null) !== (step === null) || (step !== null && other !== null && !this.sameKey(step, other))) {
        throw new ImportError(
          `${this.name}: column ${this.called(first)} and column ${this.called(cursor)} differ in row ${row.number + 1}, ` +
            'so this is no table by columns; save it as JSON lines, one object per line',
        );
      }
      if (other !== null) this.set(cursor, other);
    }
    if (step === null) return false;
    this.set(first, step);
    const key = this.format.key === null ? -1 : this.names.indexOf(this.format.key);
    return key < 0 || step.keyFrom === step.keyEnd || setField(row, key, step.keyFrom, step.keyEnd);
  }

  private called({ column }: Cursor): string {
    return column < 0 ? 'that is not used' : `"${this.names[column]}"`;
  }

  private set({ column }: Cursor, { from, end }: Step): void {
    if (column < 0 || setField(this.row, column, from, end)) return;
    this.row.ends[column] = this.row.starts[column]; // a text with an escape that is none is no value
  }

  private sameKey(a: Step, b: Step): boolean {
    const { bytes } = this.row;
    const length = a.keyEnd - a.keyFrom;
    if (b.keyEnd - b.keyFrom !== length) return a.keyFrom === a.keyEnd || b.keyFrom === b.keyEnd;
    for (let i = 0; i < length; i++) if (bytes[a.keyFrom + i] !== bytes[b.keyFrom + i]) return false;
    return true;
  }

  private step(cursor: Cursor): Step | null {
    const { bytes } = this.row;
    const { end } = cursor;
    const keyFrom = skipSpace(bytes, cursor.at, end);
    if (keyFrom >= end || bytes[keyFrom] === CLOSE) return null;
    const keyEnd = cursor.keyed ? skipString(bytes, keyFrom, end) : keyFrom;
    const from = cursor.keyed && keyEnd !== MALFORMED ? valueAfter(bytes, keyEnd, end) : keyEnd;
    const after = from === MALFORMED ? MALFORMED : skipValue(bytes, from, end);
    if (after === MALFORMED)
      throw new ImportError(`${this.name}: column ${this.called(cursor)} is no well-formed JSON`);
    const next = skipSpace(bytes, after, end);
    cursor.at = bytes[next] === COMMA && next < end ? next + 1 : next;
    return { keyFrom, keyEnd, from, end: after };
  }
}
