import type { Pacer } from '../../core/pace.ts';
import { TopList } from '../../core/top_list.ts';
import type { Catalogue } from '../../data/dataset.ts';
import type { Sparse } from '../../features/sparse.ts';
import { termFrequencies } from '../../features/terms.ts';

/** Items that an item keeps as its nearest. */
const NEAREST = 100;

export interface Near {
  /** Nearest first; of equal ones the first of the catalogue. */
  readonly items: Uint32Array;
  /** Cosines of their texts with that of the item, above 0. */
  readonly cosines: Float64Array;
}

/** Which items read most alike. Each item's are found when they are first asked for, at the price of the items that share a term with it. */
export class NearestTexts {
  /** Rows of length 1, so that a cosine is a product. */
  private readonly terms: Sparse;
  /** The same by columns: items and values from offsets[t] to offsets[t + 1], ascending by item. */
  private readonly having: {
    readonly offsets: Uint32Array;
    readonly items: Uint32Array;
    readonly values: Float64Array;
  };
  /** (items) the cosines of the item that is asked about; 0 between two of them. */
  private readonly cosines: Float64Array;
  private readonly known = new Map<number, Near>();

  constructor(terms: Sparse) {
    this.terms = terms;
    this.having = byColumn(terms);
    this.cosines = new Float64Array(terms.rows);
  }

  /** Of texts as `termFrequencies` weighs them. Throws CancelledError. */
  static async of(catalogue: Catalogue, pacer: Pacer): Promise<NearestTexts> {
    return new NearestTexts(await pacer.through(termFrequencies(catalogue)));
  }

  /** The other items whose texts are nearest, at most 100; none for an item without a text. */
  near(item: number): Near {
    const before = this.known.get(item);
    if (before !== undefined) return before;
    const touched = this.multiply(item);
    const best = new TopList(NEAREST);
    for (const other of touched) {
      if (other !== item && this.cosines[other] > 0) best.offer(other, this.cosines[other]);
      this.cosines[other] = 0;
    }
    const ranked = best.ranked();
    const found = {
      items: Uint32Array.from(ranked, ({ item: other }) => other),
      cosines: Float64Array.from(ranked, ({ score }) => score),
    };
    this.known.set(item, found);
    return found;
  }

  /** Adds up the products with every item that has a term of this one; gives these items, some of them more than once. */
  private multiply(item: number): readonly number[] {
    const { terms, having, cosines } = this;
    const touched: number[] = [];
    for (let at = terms.offsets[item]; at < terms.offsets[item + 1]; at++) {
      const [term, value] = [terms.column[at], terms.value[at]];
      if (value === 0) continue; // a term that every item has says nothing
      for (let i = having.offsets[term]; i < having.offsets[term + 1]; i++) {
        const other = having.items[i];
        if (cosines[other] === 0) touched.push(other);
        cosines[other] += value * having.values[i];
      }
    }
    return touched;
  }
}

function byColumn({ rows, columns, offsets, column, value }: Sparse): NearestTexts['having'] {
  const ends = new Uint32Array(columns + 1);
  for (const at of column) ends[at + 1]++;
  for (let t = 0; t < columns; t++) ends[t + 1] += ends[t];
  const next = ends.slice(0, columns);
  const [items, values] = [new Uint32Array(column.length), new Float64Array(column.length)];
  for (let row = 0; row < rows; row++) {
    for (let at = offsets[row]; at < offsets[row + 1]; at++) {
      const to = next[column[at]]++;
      items[to] = row;
      values[to] = value[at];
    }
  }
  return { offsets: ends, items, values };
}
