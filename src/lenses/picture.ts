/**
 * Pictures of the inside of a model, as plain data: a sentence, a table of numbers, and how that table is drawn. An item is an `I`:
 * its index in the catalogue here, the item itself once the engine has described it.
 */

/** What stands along one side of a table. */
export type Side<I = number> =
  /** Positions of the history, the oldest first; the model reads these items there. */
  | { readonly of: 'history'; readonly items: readonly I[] }
  | { readonly of: 'items'; readonly items: readonly I[] }
  | { readonly of: 'words'; readonly label: string; readonly words: readonly string[] }
  /** Codes, and of each the item that it ends with; null where others go on from it. */
  | {
      readonly of: 'codes';
      readonly label: string;
      readonly words: readonly string[];
      readonly items: readonly (I | null)[];
    };

export interface Table<I = number> {
  /** What each number is, as in "weight". */
  readonly quantity: string;
  /** Shares of 1 are written in per cent; numbers have no unit. */
  readonly unit: 'share' | 'number';
  readonly rows: Side<I>;
  readonly columns: Side<I>;
  /** (rows, columns), row-major; finite. */
  readonly values: Float32Array;
}

interface Seen<I> {
  /** Tells it from the other pictures of its lens, in a few words. */
  readonly title: string;
  /** What is seen. Below the engine `mark(item)` stands where an item is named. */
  readonly sentence: string;
  readonly numbers: Table<I>;
}

/** A colour for each number; rows and columns are the same positions. */
export interface Square<I = number> extends Seen<I> {
  readonly kind: 'square';
  /** Where rows see the past alone, what lies right of the diagonal is 0 and means nothing. */
  readonly sees: 'past' | 'all';
  /** What stands between a number and its column where it is read out: "61 % on B", "61 % from B". */
  readonly joined: 'on' | 'from';
}

/** A colour for each number; rows and columns are of different kinds. */
export interface Grid<I = number> extends Seen<I> {
  readonly kind: 'grid';
  /** The parts of which the table is a summary, to choose one from: each is a table with the same sides. */
  readonly parts: Parts | null;
}

export interface Parts {
  /** What each is, as in "channel". */
  readonly label: string;
  /** What each number of a part is, as `quantity` of a table. */
  readonly quantity: string;
  readonly count: number;
  /** (count, rows, columns), row-major; finite. */
  readonly values: Float32Array;
}

/** A bar for each row, from 0; there is one column. */
export interface Strip<I = number> extends Seen<I> {
  readonly kind: 'strip';
}

/** A line for each column. */
export interface Curves<I = number> extends Seen<I> {
  readonly kind: 'curves';
  /** Where each row stands on the horizontal axis, rising, and what that is. */
  readonly x: Float32Array;
  readonly xLabel: string;
}

/** A point for each row: the first column across, the second up, both with one scale. */
export interface PointMap<I = number> extends Seen<I> {
  readonly kind: 'map';
}

/** A branch for each row, the thicker the larger its number; there is one column. */
export interface Tree<I = number> extends Seen<I> {
  readonly kind: 'tree';
  /** Of each row the one that it goes on from, which stands before it; −1 where that is the root. */
  readonly parents: Int32Array;
}

export type Picture<I = number> = Square<I> | Grid<I> | Strip<I> | Curves<I> | PointMap<I> | Tree<I>;

/** How many there are along a side. */
export const extent = <I>(side: Side<I>): number =>
  (side.of === 'words' || side.of === 'codes' ? side.words : side.items).length;

/** Stands for an item's title in a sentence. */
export const mark = (item: number): string => `{${item}}`;

/** A sentence with the titles of the items that are marked in it; titles are not looked through. */
export const titled = (sentence: string, title: (item: number) => string): string =>
  sentence.replace(/\{(\d+)\}/g, (_, item: string) => title(Number(item)));
