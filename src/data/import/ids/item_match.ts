/** Which item of the interactions a field of an items file names, and which column of that file names items at all. */
import { Alike } from './alike.ts';
import type { ByteDictionary } from './dictionary.ts';
import { fieldText } from '../text/encoding.ts';
import { isMissing } from '../values/number.ts';
import type { Row } from '../rows/rows.ts';
import { caseCounts, plainId } from './spelling.ts';
import { spellings, type Spelling } from '../types.ts';

/** What is longer is a description. */
const LONGEST_ID = 256;

export class ItemFinder {
  readonly items: ByteDictionary;
  private alike: Alike | null = null;
  private bridged: readonly Spelling[] = [];

  constructor(items: ByteDictionary) {
    this.items = items;
  }

  /** The item of this id; −1 where there is none. */
  exactly(bytes: Uint8Array, start: number, end: number): number {
    return this.items.find(bytes, start, end);
  }

  /** The only item whose id is another spelling of this one; −1 where there is none, or more than one. */
  nearly(bytes: Uint8Array, start: number, end: number): number {
    if (end - start > LONGEST_ID) return -1;
    const { strings } = this.items;
    if (this.alike === null) {
      this.alike = new Alike(this.items);
      this.bridged = caseCounts(strings) ? spellings.filter((spelling) => spelling !== 'letter case') : spellings;
    }
    const near = this.alike.of(bytes, start, end);
    if (near.length === 0) return -1;
    const plain = plainId(fieldText(bytes.subarray(start, end)), this.bridged);
    const same = near.filter((code) => plainId(strings[code], this.bridged) === plain);
    return same.length === 1 ? same[0] : -1;
  }
}

/** Codes, one bit each. */
export class CodeSet {
  size = 0;
  private readonly bits: Uint32Array;

  /** Codes are below `limit`. */
  constructor(limit: number) {
    this.bits = new Uint32Array((limit >> 5) + 1);
  }

  has(code: number): boolean {
    return (this.bits[code >> 5] & (1 << (code & 31))) !== 0;
  }

  add(code: number): void {
    if (this.has(code)) return;
    this.bits[code >> 5] |= 1 << (code & 31);
    this.size++;
  }
}

interface Matched {
  readonly column: number;
  readonly items: CodeSet;
  /** Rows that name one of them. */
  rows: number;
}

const MOST_COLUMNS = 64;
/** Different items that are found before a column is taken to name them without reading on. */
const ENOUGH = 1000;
/** A column that names the items of an items file names another one in nearly every row. */
const ROWS_OF_ITEM = 2;
/** Share of the items, or of the rows where they are fewer, that a column of another name must find. */
const WORTH = 0.1;
/** Times as many as the named column finds. */
const BETTER = 2;

/** Counts for every column of an items file how many items its values name. */
export class KeyColumns {
  rows = 0;
  private readonly finder: ItemFinder;
  private readonly width: number;
  private readonly named: Matched | undefined;
  private readonly matched: readonly Matched[];

  /** @param named the column that the plan takes for the item; −1 for none */
  constructor(width: number, named: number, finder: ItemFinder) {
    this.finder = finder;
    this.width = width;
    const columns = Array.from({ length: width }, (_, column) => column);
    this.matched = columns
      .filter((column) => column < MOST_COLUMNS || column === named)
      .map((column) => ({ column, items: new CodeSet(finder.items.size), rows: 0 }));
    this.named = this.matched.find(({ column }) => column === named);
  }

  /** Takes one row; false once the named column has found enough. */
  readonly take = (row: Row): boolean => {
    if (this.isSure()) return false;
    this.rows++;
    if (row.count !== this.width) return true;
    for (const matched of this.matched) {
      const code = this.codeIn(row, matched.column);
      if (code < 0) continue;
      matched.items.add(code);
      matched.rows++;
    }
    return true;
  };

  /** Items that the values of a column name. */
  found(column: number): number {
    return this.matched.find((matched) => matched.column === column)?.items.size ?? 0;
  }

  /** The column that names the items: the named one, unless another finds many more; −1 where none does. */
  best(): number {
    const { named, finder, rows } = this;
    const least = Math.max(WORTH * Math.min(finder.items.size, rows), BETTER * (named?.items.size ?? 0), 1);
    const others = this.matched.filter(({ items, rows: of }) => items.size >= least && of <= ROWS_OF_ITEM * items.size);
    const first = others.reduce<Matched | undefined>(
      (best, other) => (best === undefined || other.items.size > best.items.size ? other : best),
      undefined,
    );
    return (first ?? named)?.column ?? -1;
  }

  private isSure(): boolean {
    const found = this.named?.items.size ?? 0;
    return found >= ENOUGH || 2 * found > this.finder.items.size;
  }

  private codeIn({ bytes, starts, ends }: Row, column: number): number {
    const [start, end] = [starts[column], ends[column]];
    if (isMissing(bytes, start, end)) return -1;
    const exact = this.finder.exactly(bytes, start, end);
    return exact >= 0 ? exact : this.finder.nearly(bytes, start, end);
  }
}
