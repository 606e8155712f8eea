/** Ids and times of rows that come by columns: what a value means is found out once for all rows that share it. */
import type { ByteDictionary } from '../ids/dictionary.ts';
import { isMissing } from '../values/number.ts';
import type { Lane, Values } from '../table_kind.ts';
import type { TimeParser } from '../values/time.ts';
import type { TimeForm } from '../types.ts';

/** An id that has no code yet, and a row without an id. */
export const NEW = -1;
export const ABSENT = -2;

/** Ids below this that are whole numbers have their codes in a table: 8 MiB, and no text is made of them twice. */
const TABLE = 2 ** 21;

/** Codes of the ids of one column. */
export class LaneCodes {
  #values: Values | null = null;
  /** Of shared values: their codes, NEW or ABSENT. */
  #codes: Int32Array = new Int32Array(0);
  /** Of small whole numbers, for as long as the column goes. */
  #ofNumber: Int32Array = new Int32Array(0);
  #numbers: Float64Array | null = null;
  #at: Int32Array = new Int32Array(0);
  #from = 0;

  /** The rows that come now. */
  begin({ values, at, from }: Lane): void {
    this.#at = at;
    this.#from = from;
    if (values === this.#values) return;
    this.#values = values;
    this.#numbers = values.numbers;
    if (this.#numbers !== null && this.#ofNumber.length === 0) this.#ofNumber = new Int32Array(TABLE).fill(NEW);
    this.#codes = values.shared ? this.#known(values) : new Int32Array(0);
  }

  /** Codes of shared values, as far as they are known from before. */
  #known({ count, numbers }: Values): Int32Array {
    const codes = new Int32Array(count).fill(NEW);
    if (numbers !== null)
      for (let i = 0; i < count; i++) if (numbers[i] >= 0 && numbers[i] < TABLE) codes[i] = this.#ofNumber[numbers[i]];
    return codes;
  }

  /** The code of row r, NEW or ABSENT; where it is NEW, `code` may be asked next. */
  seen(r: number): number {
    const place = this.#at[this.#from + r];
    if (place < 0) return ABSENT;
    if (this.#codes.length > 0) {
      if (this.#codes[place] !== NEW) return this.#codes[place];
    } else if (this.#numbers !== null) {
      const number = this.#numbers[place];
      if (number >= 0 && number < TABLE && this.#ofNumber[number] !== NEW) return this.#ofNumber[number];
    }
    return this.#look(place);
  }

  #look(place: number): number {
    const values = this.#values;
    if (values === null) return ABSENT;
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
    const place = this.#at[this.#from + r];
    const number = this.#numbers?.[place] ?? -1;
    if (number >= 0 && number < TABLE) this.#ofNumber[number] = code;
    if (values.shared && dictionary.repaired === repaired) this.#codes[place] = code;
    return code;
  }

  /** Bytes of the id that `seen` has found without a code. */
  get bytes(): number {
    return this.#values === null ? 0 : this.#values.end - this.#values.start;
  }
}

/** Units whose times are numbers divided by this. */
const PER_SECOND: Readonly<Record<string, number>> = { s: 1, ms: 1e3, us: 1e6, ns: 1e9 };

/** Where the least and the greatest stand; null where one is NaN, and where there are none. */
function extremes(numbers: Float64Array): readonly [number, number] | null {
  let [least, greatest] = [0, 0];
  for (let i = 0; i < numbers.length; i++) {
    if (Number.isNaN(numbers[i])) return null;
    if (numbers[i] < numbers[least]) least = i;
    if (numbers[i] > numbers[greatest]) greatest = i;
  }
  return numbers.length === 0 ? null : [least, greatest];
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

  /** The rows that come now. */
  begin({ values, at, from }: Lane): void {
    this.#at = at;
    this.#from = from;
    if (values === this.#values) return;
    this.#values = values;
    this.#times = this.#typed(values) ?? this.#divided(values) ?? this.#parsed(values);
  }

  /** The time of row r, NaN where there is none that can be read. */
  of(r: number): number {
    const place = this.#at[this.#from + r];
    return place < 0 ? NaN : this.#times[place];
  }

  #read(values: Values, i: number): number {
    values.seek(i);
    return this.#parse(values.bytes, values.start, values.end);
  }

  /** Times by their type, where the reader of texts takes the first and the last of them for times; else null. */
  #typed(values: Values): Float64Array | null {
    const { seconds } = values;
    if (this.#form.kind !== 'date' || seconds === null) return null;
    const ends = extremes(seconds);
    return ends?.every((i) => !Number.isNaN(this.#read(values, i))) ? seconds : null;
  }

  /** Times that are numbers in a unit, where the reader of texts agrees about the least and the greatest; else null. */
  #divided(values: Values): Float64Array | null {
    const form = this.#form;
    const per = form.kind === 'order' ? 1 : form.kind === 'epoch' ? PER_SECOND[form.unit] : undefined;
    const { numbers } = values;
    if (numbers === null || per === undefined) return null;
    const ends = extremes(numbers);
    if (!ends?.every((i) => this.#read(values, i) === numbers[i] / per)) return null;
    return per === 1 ? numbers : numbers.map((number) => number / per);
  }

  #parsed(values: Values): Float64Array {
    const times = new Float64Array(values.count);
    for (let i = 0; i < times.length; i++) times[i] = this.#read(values, i);
    return times;
  }
}
