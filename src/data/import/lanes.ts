/** Ids and times of rows that come by columns: what a value means is found out once for all rows that share it. */
import type { ByteDictionary } from './dictionary.ts';
import { isMissing } from './number.ts';
import type { Lane, Values } from './table_kind.ts';
import type { TimeParser } from './time.ts';
import type { TimeForm } from './types.ts';

/** An id that has no code yet, and a row without an id. */
export const NEW = -1;
export const ABSENT = -2;

/** Codes of the ids of one column. */
export class LaneCodes {
  #values: Values | null = null;
  /** Of shared values: their codes, NEW or ABSENT. */
  #codes: Int32Array = new Int32Array(0);
  #at: Int32Array = new Int32Array(0);
  #from = 0;

  /** The rows that come now. */
  begin({ values, at, from }: Lane): void {
    this.#at = at;
    this.#from = from;
    if (values === this.#values) return;
    this.#values = values;
    this.#codes = new Int32Array(values.shared ? values.count : 0).fill(NEW);
  }

  /** The code of row r, NEW or ABSENT; where it is NEW, `code` may be asked next. */
  seen(r: number): number {
    const values = this.#values;
    const place = this.#at[this.#from + r];
    if (place < 0 || values === null) return ABSENT;
    if (values.shared && this.#codes[place] !== NEW) return this.#codes[place];
    values.seek(place);
    if (!isMissing(values.bytes, values.start, values.end)) return NEW;
    if (values.shared) this.#codes[place] = ABSENT;
    return ABSENT;
  }

  /** The code of row r, in which `seen` has found an id without one. What is no UTF-8 is repaired again in every row. */
  code(r: number, dictionary: ByteDictionary): number {
    const values = this.#values;
    if (values === null) return ABSENT;
    const { repaired } = dictionary;
    const code = dictionary.code(values.bytes, values.start, values.end);
    if (values.shared && dictionary.repaired === repaired) this.#codes[this.#at[this.#from + r]] = code;
    return code;
  }

  /** Bytes of the id that `seen` has found without a code. */
  get bytes(): number {
    return this.#values === null ? 0 : this.#values.end - this.#values.start;
  }
}

/** Times of one column as its form reads them. */
export class LaneTimes {
  #values: Values | null = null;
  #times: Float64Array = new Float64Array(0);
  #at: Int32Array = new Int32Array(0);
  #from = 0;
  readonly #form: TimeForm;
  readonly #parse: TimeParser;

  constructor(form: TimeForm, parse: TimeParser) {
    this.#form = form;
    this.#parse = parse;
  }

  /** The rows that come now. A date by its type is not read from its text. */
  begin({ values, at, from }: Lane): void {
    this.#at = at;
    this.#from = from;
    if (values === this.#values) return;
    this.#values = values;
    this.#times = (this.#form.kind === 'date' ? values.seconds : null) ?? this.#parsed(values);
  }

  /** The time of row r, NaN where there is none that can be read. */
  of(r: number): number {
    const place = this.#at[this.#from + r];
    return place < 0 ? NaN : this.#times[place];
  }

  #parsed(values: Values): Float64Array {
    const times = new Float64Array(values.count);
    for (let i = 0; i < times.length; i++) {
      values.seek(i);
      times[i] = this.#parse(values.bytes, values.start, values.end);
    }
    return times;
  }
}
