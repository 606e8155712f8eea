/** What each interaction was worth, by the numbers of a column of values. */
import { grouped } from '../limits.ts';
import { isMissing } from '../values/number.ts';
import { numberParser } from '../values/numberstyle.ts';
import type { NumberStyle } from '../types.ts';
import type { Lane, Values } from '../table_kind.ts';
import { Growing } from './growing.ts';

/** The values, and what to know of the column, as the end of a sentence; nothing of either where there is nothing to say. */
export interface ValuesRead {
  readonly values?: Float64Array;
  readonly note?: string;
}

/** What stands for a field that is no number: values are finite. */
export const UNREADABLE = Infinity;

/** Reads fields of a column that writes numbers in this style: NaN where one says nothing, UNREADABLE where it is no number. */
export function valueReader(style: NumberStyle): (bytes: Uint8Array, start: number, end: number) => number {
  const parse = numberParser(style);
  return (bytes, start, end) => {
    if (isMissing(bytes, start, end)) return NaN;
    const number = parse(bytes, start, end);
    return Number.isFinite(number) ? number : UNREADABLE;
  };
}

/** Values as they are read. */
export class EventValues {
  private readonly ofEach = new Growing<Float64Array<ArrayBuffer>>((length) => new Float64Array(length));
  private known = 0;
  private unreadable = 0;

  /** Of so many interactions before, in files without such a column, nothing is known. */
  pass(interactions: number): void {
    while (this.ofEach.length < interactions) this.push(NaN);
  }

  /** Makes room for `count` in all. */
  reserve(count: number): void {
    this.ofEach.reserve(count);
  }

  push(value: number): void {
    if (value === UNREADABLE) this.unreadable++;
    else if (!Number.isNaN(value)) this.known++;
    this.ofEach.push(value === UNREADABLE ? NaN : value);
  }

  append(values: Float64Array): void {
    for (let i = 0; i < values.length; i++) this.push(values[i]);
  }

  /** The values of `interactions`. */
  take(interactions: number): ValuesRead {
    const { known, unreadable } = this;
    const many =
      unreadable === 1 ? '1 value is no number and counts' : `${grouped(unreadable)} values are no numbers and count`;
    const note = unreadable === 0 ? {} : { note: `${many} as unknown` };
    if (known === 0) return note;
    this.pass(interactions);
    return { values: this.ofEach.take(), ...note };
  }
}

/** Values of a column that comes in blocks, as `valueReader` reads them. */
export class LaneValues {
  #values: Values | null = null;
  #read: Float64Array = new Float64Array(0);
  #at: Int32Array = new Int32Array(0);
  #from = 0;
  readonly #reader: ReturnType<typeof valueReader>;

  constructor(reader: ReturnType<typeof valueReader>) {
    this.#reader = reader;
  }

  /** The rows that come now. */
  begin({ values, at, from }: Lane): void {
    this.#at = at;
    this.#from = from;
    if (values === this.#values) return;
    this.#values = values;
    this.#read = Float64Array.from({ length: values.count }, (_, i) => this.#of(values, i));
  }

  /** That of row r. */
  of(r: number): number {
    const place = this.#at[this.#from + r];
    return place < 0 ? NaN : this.#read[place];
  }

  #of(values: Values, i: number): number {
    const number = values.numbers?.[i] ?? NaN;
    if (!Number.isNaN(number)) return number;
    values.seek(i);
    return this.#reader(values.bytes, values.start, values.end);
  }
}
