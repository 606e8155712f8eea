import type { Codes } from '../events/codes.ts';
import { PIECE } from '../runtime/cpu.ts';
import { doubles } from '../runtime/double.ts';

/** Item vectors of a model: (items, width), row-major. */
export interface Vectors {
  readonly values: Float64Array;
  readonly width: number;
}

/** A table of rows that states are scored against; row 0 is padding, and what stands behind the items is no item. */
export interface ScoringTable {
  readonly rows: Float64Array;
  readonly width: number;
}

/** How the state after a history scores a catalogue. */
export interface Scorer {
  /** Numbers of a state. */
  readonly width: number;
  /** The rows that items are scored with, those of each slot side by side, in catalogue order. */
  readonly vectors: Vectors;
  score(state: Float64Array, item: number): number;
  /** What an item with such codes would score, whether or not the catalogue has it. @throws Error where items are not known by codes */
  scoreOf(state: Float64Array, codes: ArrayLike<number>): number;
  /** Scores of all items, a piece before each yield. */
  scores(state: Float64Array): Generator<void, Float64Array>;
}

/** Score of item v = Σ over tables ⟨state, row of v⟩, each table with its part of the state. */
export class SlotScorer implements Scorer {
  readonly width: number;
  private readonly items: number;
  private readonly tables: readonly ScoringTable[];
  private readonly codes: Codes | null;
  /** Of each table the rows but the first. */
  private readonly pieces: readonly (readonly Float64Array[])[];
  private composed: Vectors | null = null;

  /** @param codes  of the items, one for each table; null where item i is row i + 1 of the only table */
  constructor(items: number, tables: readonly ScoringTable[], codes: Codes | null) {
    this.items = items;
    this.tables = tables;
    this.pieces = tables.map(piecesOf);
    this.codes = codes;
    this.width = tables.reduce((sum, { width }) => sum + width, 0);
  }

  score(state: Float64Array, item: number): number {
    return this.sum(state, (slot) => this.rowOf(item, slot));
  }

  scoreOf(state: Float64Array, codes: ArrayLike<number>): number {
    if (this.codes === null) throw new Error('score: the model does not know items by codes');
    return this.sum(state, (slot) => 1 + codes[slot]);
  }

  private sum(state: Float64Array, rowOf: (slot: number) => number): number {
    let [sum, at] = [0, 0];
    for (const [slot, { rows, width }] of this.tables.entries()) {
      const row = rowOf(slot) * width;
      let product = 0;
      for (let c = 0; c < width; c++) product += state[at + c] * rows[row + c];
      sum += product;
      at += width;
    }
    return sum;
  }

  /** Rows that items share are scored once. */
  *scores(state: Float64Array): Generator<void, Float64Array> {
    const scores = new Float64Array(this.items);
    const { codes } = this;
    let at = 0;
    for (const [slot, table] of this.tables.entries()) {
      const part = state.subarray(at, at + table.width);
      at += table.width;
      if (codes === null) yield* addProducts(scores, part, this.pieces[slot]);
      else {
        const logits = new Float64Array(table.rows.length / table.width - 1);
        yield* addProducts(logits, part, this.pieces[slot]);
        for (let item = 0; item < scores.length; item++) scores[item] += logits[this.rowOf(item, slot) - 1];
        yield;
      }
    }
    return scores;
  }

  /** Their products with a state are the scores. */
  get vectors(): Vectors {
    const [{ rows, width }] = this.tables;
    if (this.codes === null) return { values: rows.subarray(width, (this.items + 1) * width), width };
    this.composed ??= composed(this.tables, this.codes);
    return this.composed;
  }

  private rowOf(item: number, slot: number): number {
    return 1 + (this.codes === null ? item : this.codes.values[item * this.codes.slots + slot]);
  }
}

/** Of each item the rows of its codes, side by side. */
export function composed(tables: readonly ScoringTable[], { values: codes, slots }: Codes): Vectors {
  const whole = tables.reduce((sum, { width }) => sum + width, 0);
  const values = new Float64Array((codes.length / slots) * whole);
  let at = 0;
  for (const [i, code] of codes.entries()) {
    const { rows, width } = tables[i % slots];
    values.set(rows.subarray((code + 1) * width, (code + 2) * width), at);
    at += width;
  }
  return { values, width: whole };
}

/** What is scored of a table between two looks at the clock: rows 1 … of it, one piece after another. */
function piecesOf({ rows, width }: ScoringTable): Float64Array[] {
  const most = Math.ceil(PIECE / (2 * width)) * width;
  const count = Math.ceil((rows.length - width) / most);
  return Array.from({ length: count }, (_, i) => rows.subarray(width + i * most, width + (i + 1) * most));
}

/** sums[i] += ⟨state, row i of the pieces⟩, a piece before each yield. */
function* addProducts(sums: Float64Array, state: Float64Array, pieces: readonly Float64Array[]): Generator<void, void> {
  const k = state.length;
  let at = 0;
  for (const values of pieces) {
    const n = values.length / k;
    const found = doubles()?.sums(state, { values, n, k, turned: true }, { from: 0, to: 1 }) ?? product(state, values);
    for (let i = 0; i < n && at < sums.length; i++) sums[at++] += found[i];
    yield;
  }
}

/** ⟨state, row⟩ of each row. */
function product(state: Float64Array, rows: Float64Array): Float64Array {
  const width = state.length;
  const sums = new Float64Array(rows.length / width);
  for (let [i, row] = [0, 0]; i < sums.length; i++, row += width) {
    for (let c = 0; c < width; c++) sums[i] += state[c] * rows[row + c];
  }
  return sums;
}
