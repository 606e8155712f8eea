/** One row of JSON to fields: objects by the names of their keys, arrays in order, lists of events element by element. */
import {
  BACKSLASH,
  CLOSE,
  closes,
  COMMA,
  contents,
  MALFORMED,
  OPEN,
  OPEN_LIST,
  opens,
  QUOTE,
  skipNested,
  skipSpace,
  skipString,
  skipValue,
  valueAfter,
  type Found,
} from './json_bytes.ts';
import { scalarWithin } from './json_scalars.ts';
import { Columns, type Place } from './json_names.ts';
import { emptyRow, type OnRow, type Row } from '../rows/rows.ts';
import type { JsonFormat, JsonFrame } from '../types.ts';

/** Unescapes in place: no escape is shorter than the UTF-8 of what it means. False where a string holds an escape that is none. */
function unescape({ bytes, starts, ends }: Row, column: number, from: number, end: number): boolean {
  try {
    const text: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(from, end)));
    const { written } = new TextEncoder().encodeInto(String(text), bytes.subarray(starts[column], end - 1));
    ends[column] = starts[column] + written;
    return true;
  } catch {
    return false;
  }
}

/** Makes the value `bytes[from … end)` a field; null is an empty one. False where a string holds an escape that is none. */
export function setField(row: Row, column: number, from: number, end: number): boolean {
  const { bytes, starts, ends } = row;
  const text = bytes[from] === QUOTE;
  const isNull = end - from === 4 && bytes[from] === 0x6e;
  starts[column] = text ? from + 1 : from;
  ends[column] = text ? end - 1 : isNull ? from : end;
  if (!text || !bytes.subarray(from, end).includes(BACKSLASH)) return true;
  return unescape(row, column, from, end);
}

/** Takes the words before and after the values of a column away. */
function unframed({ column, before, after }: JsonFrame, names: readonly string[], onRow: OnRow): OnRow {
  const encoder = new TextEncoder();
  const [head, tail] = [encoder.encode(before), encoder.encode(after)];
  const at = names.indexOf(column);
  if (at < 0) return onRow;
  return (row) => {
    const { bytes, starts, ends } = row;
    const from = starts[at] + head.length;
    const to = ends[at] - tail.length;
    if (
      to > from &&
      head.every((byte, i) => bytes[starts[at] + i] === byte) &&
      tail.every((b, i) => bytes[to + i] === b)
    ) {
      starts[at] = from;
      ends[at] = to;
    }
    return onRow(row);
  };
}

export class RecordReader {
  readonly row: Row;
  /** Rows whose list of events is empty: nothing comes of them. */
  emptyLists = 0;
  /** Lists of which only the first element became fields. */
  cutLists = 0;
  private readonly columns: Columns;
  private readonly root: Place;
  private readonly format: JsonFormat;
  private readonly key: number;
  private readonly onRow: OnRow;
  /** Where the lists of events stand, −1 where the row has none. */
  private readonly listStarts: Int32Array;
  private readonly listEnds: Int32Array;
  private readonly underLists: readonly (readonly number[])[];

  constructor(names: readonly string[], format: JsonFormat, onRow: OnRow) {
    const { events, key, frame } = format;
    this.format = format;
    this.columns = new Columns(names, events);
    this.root = this.columns.place('');
    this.row = emptyRow(names.length + 1); // so that one field too many can be shown
    this.key = key === null ? -1 : names.indexOf(key);
    this.onRow = frame === null ? onRow : unframed(frame, names, onRow);
    this.listStarts = new Int32Array(events.length);
    this.listEnds = new Int32Array(events.length);
    this.underLists = events.map((name) => {
      const under = this.columns.under(prefixOf(name));
      return name === '' ? under.filter((column) => column !== this.key) : under;
    });
  }

  /** Hands on the rows of the value that stands in `bytes[from … end)`. */
  value(bytes: Uint8Array, from: number, end: number): boolean {
    this.begin(bytes);
    return this.done(this.whole(from, end), from, end);
  }

  /** Hands on the rows of the member `"key": value` in `bytes[from … end)`, of which `shown … end` stands in the file. */
  member(bytes: Uint8Array, from: number, end: number, shown = from): boolean {
    this.begin(bytes);
    const keyEnd = bytes[from] === QUOTE ? skipString(bytes, from, end) : MALFORMED;
    const value = keyEnd === MALFORMED ? MALFORMED : valueAfter(bytes, keyEnd, end);
    const read = value !== MALFORMED && this.whole(value, end);
    return this.done(read && (this.key < 0 || setField(this.row, this.key, from, keyEnd)), shown, end);
  }

  private begin(bytes: Uint8Array): void {
    const { row } = this;
    row.bytes = bytes;
    row.starts.fill(0);
    row.ends.fill(0);
    row.count = this.columns.names.length;
    this.listStarts.fill(-1);
  }

  /** Hands on what was read of `from … end`, or shows that as it stands. */
  private done(read: boolean, from: number, end: number): boolean {
    const { row } = this;
    if (read && this.listStarts.length > 0) return this.elements(0);
    row.number++;
    if (!read) this.torn(from, end);
    return this.onRow(row);
  }

  private torn(from: number, end: number): void {
    const { row } = this;
    row.count = 0;
    row.starts[0] = from;
    row.ends[0] = end;
  }

  /** Finds the fields of a row; false where `from … end` is not one. */
  private whole(from: number, end: number): boolean {
    const { bytes } = this.row;
    const { rows, events } = this.format;
    if (events[0] === '' && (bytes[from] === OPEN_LIST || (rows === 'values' && bytes[from] === OPEN))) {
      this.listStarts[0] = from;
      this.listEnds[0] = end;
      return skipNested(bytes, from, end) === end;
    }
    if (rows === 'values') return skipValue(bytes, from, end) === end && this.onlyField(from, end);
    if (rows === 'arrays') return bytes[from] === OPEN_LIST && this.array(from, end, null);
    return bytes[from] === OPEN && this.object(this.root, from, end) === end;
  }

  /** The value as the one field beside the key. */
  private onlyField(from: number, end: number): boolean {
    return setField(this.row, this.key === 0 ? 1 : 0, from, end);
  }

  /** Fields in order; the row has as many as there are elements, but where `into` says which columns they are. */
  private array(from: number, end: number, into: readonly number[] | null): boolean {
    const { row } = this;
    const width = into?.length ?? this.columns.names.length + 1;
    let count = into === null && this.key === 0 ? 1 : 0;
    let after = from + 1;
    for (const found of contents(row.bytes, from, end)) {
      if (!found.whole) return false;
      after = found.end;
      const column = into?.[count] ?? count;
      if (count < width && !this.field(column, found.from, found.end)) return false;
      count++;
    }
    if (into === null) row.count = Math.min(count, width);
    after = skipSpace(row.bytes, after, end);
    if (row.bytes[after] === COMMA) after = skipSpace(row.bytes, after + 1, end);
    return closes(row.bytes[after]) && after + 1 === end;
  }

  /** Reads the object at `from`; returns the position after it. */
  private object(place: Place, from: number, end: number): number {
    const { bytes } = this.row;
    let at = skipSpace(bytes, from + 1, end);
    while (at < end && bytes[at] !== CLOSE) {
      at = this.pair(place, at, end);
      if (at === MALFORMED) return MALFORMED;
      at = skipSpace(bytes, at, end);
      if (at >= end || bytes[at] === CLOSE) break;
      if (bytes[at] !== COMMA) return MALFORMED;
      at = skipSpace(bytes, at + 1, end);
    }
    return at < end ? at + 1 : MALFORMED;
  }

  /** Reads one `"key": value`; returns the position after the value. */
  private pair(place: Place, from: number, end: number): number {
    const { bytes } = this.row;
    if (bytes[from] !== QUOTE) return MALFORMED;
    const keyEnd = skipString(bytes, from, end);
    if (keyEnd === MALFORMED) return MALFORMED;
    const entry = place.find(bytes, from + 1, keyEnd - 1);
    const value = valueAfter(bytes, keyEnd, end);
    if (value === MALFORMED) return MALFORMED;
    const valueEnd = skipValue(bytes, value, end);
    if (valueEnd === MALFORMED || entry < 0) return valueEnd;
    const read = opens(bytes[value])
      ? this.nested(place, entry, value, valueEnd)
      : place.columns[entry] < 0 || setField(this.row, place.columns[entry], value, valueEnd);
    return read ? valueEnd : MALFORMED;
  }

  /** Reads an object or array that an entry holds. */
  private nested(place: Place, entry: number, from: number, end: number): boolean {
    const { bytes } = this.row;
    const list = place.lists[entry];
    if (list >= 0 && bytes[from] === OPEN_LIST) {
      this.listStarts[list] = from;
      this.listEnds[list] = end;
      return true;
    }
    const inside = place.inside(entry);
    if (inside !== null) {
      const first = bytes[from] === OPEN ? from : this.onlyElement(from, end);
      const known = first === from && scalarWithin(bytes, from, end) !== null;
      if (first !== MALFORMED && !known) return this.object(inside, first, end) !== MALFORMED;
    }
    return place.columns[entry] < 0 || this.field(place.columns[entry], from, end);
  }

  /** Where the first element of an array begins, if it is an object. */
  private onlyElement(from: number, end: number): number {
    const { bytes } = this.row;
    const first = skipSpace(bytes, from + 1, end);
    if (bytes[first] !== OPEN) return MALFORMED;
    const next = skipSpace(bytes, skipNested(bytes, first, end), end);
    if (bytes[next] === COMMA) this.cutLists++;
    return first;
  }

  private field(column: number, from: number, end: number): boolean {
    const { bytes } = this.row;
    const scalar = bytes[from] === OPEN ? scalarWithin(bytes, from, end) : null;
    return scalar === null ? setField(this.row, column, from, end) : setField(this.row, column, ...scalar);
  }

  /** Hands on a row for each element of a list of events; a row that has no such list is one without those fields. */
  private elements(level: number): boolean {
    const { row, listStarts, listEnds } = this;
    if (level === listStarts.length || listStarts[level] < 0) {
      row.number++;
      return this.onRow(row);
    }
    let any = false;
    for (const found of contents(row.bytes, listStarts[level], listEnds[level])) {
      any = true;
      this.clear(level);
      if (found.whole && this.element(level, found)) {
        if (!this.elements(level + 1)) return false;
      } else if (!this.tornElement(found.from, found.end)) return false;
    }
    if (!any) this.emptyLists++;
    return true;
  }

  private clear(level: number): void {
    for (const column of this.underLists[level]) this.row.starts[column] = this.row.ends[column] = 0;
    this.listStarts.fill(-1, level + 1);
  }

  private element(level: number, { keyFrom, from, end }: Found): boolean {
    const { bytes } = this.row;
    if (this.format.rows === 'values') {
      const [name, value] = this.underLists[level];
      const keyEnd = skipString(bytes, keyFrom, from);
      return keyEnd !== MALFORMED && setField(this.row, name, keyFrom, keyEnd) && this.field(value, from, end);
    }
    if (bytes[from] === OPEN_LIST) return this.array(from, end, this.underLists[level]);
    const place = this.columns.place(prefixOf(this.format.events[level]));
    return bytes[from] === OPEN && this.object(place, from, end) === end;
  }

  private tornElement(from: number, end: number): boolean {
    const { row } = this;
    const [start, stop, { count }] = [row.starts[0], row.ends[0], row];
    row.number++;
    this.torn(from, end);
    const more = this.onRow(row);
    row.starts[0] = start;
    row.ends[0] = stop;
    row.count = count;
    return more;
  }
}

const prefixOf = (list: string): string => (list === '' ? '' : `${list}.`);
