/** Rows of one column, in order, across its pages. */
import { fieldText } from '../text/encoding.ts';
import type { Lane, Values } from '../table_kind.ts';
import type { ColumnPages, Page } from './pages.ts';
import type { Leaf } from './schema.ts';

export interface Cursor {
  /** How many rows can be taken now; reads on where that is none. 0 where the column ends. */
  available(): Promise<number>;
  /** The next rows, at most as many as are available. */
  take(rows: number): Lane;
}

/** 0, 1, 2 …, made once for all pages. */
let ascending = new Int32Array(0);

function firstNumbers(count: number): Int32Array {
  if (ascending.length < count) ascending = Int32Array.from({ length: 2 * count }, (_, i) => i);
  return ascending.subarray(0, count);
}

/** Which value each row has, −1 for none. */
function placesOf({ count, definitions, order }: Page, defined: number): Int32Array {
  if (definitions === null) return order ?? firstNumbers(count);
  const places = new Int32Array(count);
  let value = 0;
  for (let row = 0; row < count; row++) {
    if (definitions[row] !== defined) places[row] = -1;
    else {
      places[row] = order === null ? value : order[value];
      value++;
    }
  }
  return places;
}

/** A column with one value a row. */
export class SingleCursor implements Cursor {
  readonly #pages: ColumnPages;
  readonly #leaf: Leaf;
  #lane: Lane | null = null;
  #from = 0;

  constructor(pages: ColumnPages, leaf: Leaf) {
    this.#pages = pages;
    this.#leaf = leaf;
  }

  async available(): Promise<number> {
    while (this.#lane === null || this.#from === this.#lane.at.length) {
      const page = await this.#pages.next();
      if (page === null) return 0;
      this.#lane = { values: page.values, at: placesOf(page, this.#leaf.defined), from: 0 };
      this.#from = 0;
    }
    return this.#lane.at.length - this.#from;
  }

  take(rows: number): Lane {
    const lane = this.#lane;
    if (lane === null) throw new Error('parquet: rows are taken that are not there');
    const from = this.#from;
    this.#from += rows;
    return { ...lane, from };
  }
}

const ENCODER = new TextEncoder();
const [OPEN, CLOSE, COMMA] = [0x5b, 0x5d, 0x2c];
const NULL = ENCODER.encode('null');

/** Lists as JSON, one after the other in one array. */
class ListTexts implements Values {
  bytes = new Uint8Array(64 * 1024);
  start = 0;
  end = 0;
  readonly shared = false;
  readonly seconds = null;
  readonly numbers = null;
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  #length = 0;

  get count(): number {
    return this.#starts.length;
  }

  seek(i: number): void {
    this.start = this.#starts[i];
    this.end = this.#ends[i];
  }

  begin(): void {
    this.#starts.push(this.#length);
    this.#add(OPEN);
  }

  element(text: Uint8Array): void {
    if (this.bytes[this.#length - 1] !== OPEN || this.#length - 1 !== this.#starts.at(-1)) this.#add(COMMA);
    this.#room(text.length);
    this.bytes.set(text, this.#length);
    this.#length += text.length;
  }

  finish(): void {
    this.#add(CLOSE);
    this.#ends.push(this.#length);
  }

  /** The list that is not finished, alone. */
  unfinished(): ListTexts {
    const alone = new ListTexts();
    alone.#starts.push(0);
    const text = this.bytes.subarray(this.#starts.at(-1), this.#length);
    alone.#room(text.length);
    alone.bytes.set(text);
    alone.#length = text.length;
    return alone;
  }

  #add(byte: number): void {
    this.#room(1);
    this.bytes[this.#length++] = byte;
  }

  #room(bytes: number): void {
    if (this.#length + bytes <= this.bytes.length) return;
    const wider = new Uint8Array(2 * (this.#length + bytes));
    wider.set(this.bytes);
    this.bytes = wider;
  }
}

/** A column with a list a row. A row may begin in one page and end in another. */
export class ListCursor implements Cursor {
  readonly #pages: ColumnPages;
  readonly #leaf: Leaf;
  readonly #bare: boolean;
  #texts = new ListTexts();
  #places: number[] = [];
  #from = 0;
  #open = false;
  #ended = false;

  constructor(pages: ColumnPages, leaf: Leaf) {
    this.#pages = pages;
    this.#leaf = leaf;
    const { kind } = leaf.meaning;
    this.#bare = kind === 'integer' || kind === 'float' || kind === 'truth' || kind === 'decimal';
  }

  async available(): Promise<number> {
    while (this.#ready() === 0 && !this.#ended) await this.#read();
    return this.#ready();
  }

  /** Rows that are complete: all but the one that the next page may go on with. */
  #ready(): number {
    return this.#places.length - this.#from - (this.#open ? 1 : 0);
  }

  take(rows: number): Lane {
    const from = this.#from;
    this.#from += rows;
    return { values: this.#texts, at: Int32Array.from(this.#places.slice(from, this.#from)), from: 0 };
  }

  async #read(): Promise<void> {
    const page = await this.#pages.next();
    this.#texts = this.#open ? this.#texts.unfinished() : new ListTexts();
    this.#places = this.#open ? [0] : [];
    this.#from = 0;
    if (page === null) {
      if (this.#open) this.#texts.finish();
      this.#open = false;
      this.#ended = true;
      return;
    }
    this.#append(page);
  }

  #append({ count, repetitions, definitions, values, order }: Page): void {
    const { defined, element } = this.#leaf;
    let value = 0;
    for (let i = 0; i < count; i++) {
      const definition = definitions?.[i] ?? defined;
      if (repetitions?.[i] === 0) this.#begin(definition >= element - 1);
      if (definition < element || !this.#open) continue;
      if (definition < defined) this.#texts.element(NULL);
      else this.#texts.element(this.#textOf(values, order === null ? value : order[value]));
      if (definition === defined) value++;
    }
  }

  /** Begins a row: with a list, or without one. */
  #begin(list: boolean): void {
    if (this.#open) this.#texts.finish();
    this.#open = list;
    this.#places.push(list ? this.#texts.count : -1);
    if (list) this.#texts.begin();
  }

  #textOf(values: Values, i: number): Uint8Array {
    values.seek(i);
    const bytes = values.bytes.subarray(values.start, values.end);
    return this.#bare ? bytes : ENCODER.encode(JSON.stringify(fieldText(bytes)));
  }
}
