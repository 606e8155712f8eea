/** Rows that hold a list of items become one row for each item, in order. */
import { Elements } from './elements.ts';
import { grouped } from '../limits.ts';
import { isMissing } from '../values/number.ts';
import { columnOf } from '../plan.ts';
import { RowCopy, type OnRow, type Row } from '../rows/rows.ts';
import type { Told } from './told.ts';
import type { FilePlan, ListForm, Role } from '../types.ts';

/** What an event has of its own beside its item. */
const PARALLEL: readonly Role[] = ['time', 'clock', 'value', 'event', 'title'];
/** What is of one item: beside a list it is of the value that follows, and of none of the list. */
const OF_ONE: readonly Role[] = ['title', 'category'];
/** numpy prints three dots for the middle of an array of more than 1,000. */
const DOTS = [0x2e, 0x2e, 0x2e];

export interface Unfolding {
  readonly row: OnRow;
  /** Whether rows with a value to predict told nothing new. */
  hasToldAgain(): boolean;
  /** What a reader of the numbers should know, as sentences, once all rows are there. */
  notes(): readonly string[];
}

/** A column that has a list of values. */
interface ListColumn {
  readonly column: number;
  readonly next: number | null;
  readonly elements: Elements;
}

const listColumn = (column: number, { separator, next }: ListForm): ListColumn => ({
  ...{ column, next },
  elements: new Elements(separator),
});

/** FNV-1a (Fowler, Noll and Vo 1991), 32 bits. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
  return hash >>> 0;
}

/**
 * Hands the rows of `file` to `onRow`, one for each element of the item column's list and one for the value that follows it;
 * other columns with a list of the same length give their elements beside them, a single title or category belongs to the
 * value that follows, and all other fields are repeated. A list that
 * tells what `told` has of the user again adds only what is new. Without a list in the item column, `onRow` itself.
 * @param onContext takes the elements of a list that a value follows
 */
export function unfolding(file: FilePlan, told: Told, onRow: OnRow, onContext = onRow): Unfolding {
  const item = columnOf(file, 'item');
  const list = item < 0 ? null : file.columns[item].list;
  if (list === null) return { row: onRow, hasToldAgain: () => false, notes: () => [] };
  const unfold = new Unfold(file, listColumn(item, list), told, onRow, onContext);
  return { row: unfold.take, hasToldAgain: () => unfold.toldAgain, notes: unfold.notes };
}

class Unfold {
  private readonly file: FilePlan;
  private readonly items: ListColumn;
  private readonly beside: readonly ListColumn[];
  private readonly ofOne: readonly number[];
  private readonly userColumn: number;
  private readonly told: Told;
  private readonly onRow: OnRow;
  private readonly onContext: OnRow;
  toldAgain = false;
  private readonly copy: RowCopy;
  private hashes = new Uint32Array(256);
  private lists = 0;
  private empty = 0;
  private events = 0;
  private repeated = 0;
  private shortened = 0;

  constructor(file: FilePlan, items: ListColumn, told: Told, onRow: OnRow, onContext: OnRow) {
    this.file = file;
    this.items = items;
    this.copy = new RowCopy(file.columns.length);
    this.beside = file.columns.flatMap(({ role, list }, column) =>
      list !== null && PARALLEL.includes(role) ? [listColumn(column, list)] : [],
    );
    this.ofOne = file.columns.flatMap(({ role, list }, column) =>
      list === null && OF_ONE.includes(role) ? [column] : [],
    );
    const user = columnOf(file, 'user');
    this.userColumn = user >= 0 ? user : columnOf(file, 'session');
    this.told = told;
    this.onRow = onRow;
    this.onContext = onContext;
  }

  readonly take = (row: Row): boolean => {
    if (row.count !== this.file.columns.length) return this.onRow(row);
    const { column, next, elements } = this.items;
    row.whole = this.copy.take(row);
    elements.read(row.bytes, row.starts[column], row.ends[column]);
    const length = isMissing(row.bytes, row.starts[column], row.ends[column]) ? 0 : elements.count;
    const follows = next !== null && !isMissing(row.bytes, row.starts[next], row.ends[next]);
    this.lists++;
    if (length === 0 && !follows) this.empty++;
    const total = length + (follows ? 1 : 0);
    const { from, to } = this.newsIn(row, length, total);
    this.repeated += total - (to - from);
    if (follows && from === to) this.toldAgain = true;
    const goesOn = this.handOn(row, length, from, to, follows);
    row.whole = null;
    return goesOn;
  };

  /** Which events of a row are new. */
  private newsIn(row: Row, length: number, total: number): { readonly from: number; readonly to: number } {
    const { userColumn: user } = this;
    this.events += total;
    if (user < 0 || isMissing(row.bytes, row.starts[user], row.ends[user])) return { from: 0, to: total };
    const { next, elements } = this.items;
    if (this.hashes.length < total) this.hashes = new Uint32Array(2 * total);
    for (let i = 0; i < length; i++) this.hashes[i] = hashOf(row.bytes, elements.starts[i], elements.ends[i]);
    if (total > length && next !== null) this.hashes[length] = hashOf(row.bytes, row.starts[next], row.ends[next]);
    return this.told.hear(this.told.user(row.bytes, row.starts[user], row.ends[user]), this.hashes, length, total);
  }

  private handOn(row: Row, length: number, from: number, to: number, follows: boolean): boolean {
    const { items, beside } = this;
    const lists = [items];
    for (const list of from < to ? beside : []) {
      list.elements.read(row.bytes, row.starts[list.column], row.ends[list.column]);
      if (this.goesBeside(row, list, length)) lists.push(list);
    }
    const ends = this.ofOne.map((column) => row.ends[column]);
    for (let i = from; i < to; i++) {
      if (i < length && this.isShortened(row, i)) continue;
      for (const list of lists) place(row, list, i, length);
      for (let k = 0; k < ends.length; k++) row.ends[this.ofOne[k]] = i < length ? row.starts[this.ofOne[k]] : ends[k];
      if (!(follows && i < length ? this.onContext(row) : this.onRow(row))) return false;
    }
    return true;
  }

  /** Whether a list has a value for each item; a column without an element for what follows must name where it stands. */
  private goesBeside(row: Row, { column, elements }: ListColumn, length: number): boolean {
    if (isMissing(row.bytes, row.starts[column], row.ends[column])) return false;
    return elements.count === length || (this.items.next !== null && elements.count === length + 1);
  }

  private isShortened({ bytes }: Row, i: number): boolean {
    const { starts, ends } = this.items.elements;
    const dots = ends[i] - starts[i] === DOTS.length && DOTS.every((dot, k) => bytes[starts[i] + k] === dot);
    if (dots) this.shortened++;
    return dots;
  }

  readonly notes = (): readonly string[] => {
    const { file, lists, events, repeated, empty, shortened } = this;
    const name = file.columns[this.items.column].name;
    const said = [`${file.name}: ${grouped(lists)} lists in column "${name}" were read as ${grouped(events)} events.`];
    if (repeated > 0) {
      said.push(
        `${file.name}: ${grouped(repeated)} of them tell again what earlier rows tell of the same user, and count once.`,
      );
    }
    if (empty > 0) said.push(`${file.name}: ${grouped(empty)} of the lists are empty.`);
    if (shortened > 0) {
      said.push(
        `${file.name}: ${grouped(shortened)} lists have "..." in place of their middle, as numpy prints long arrays: those items are missing; write lists with tolist().`,
      );
    }
    return said;
  };
}

/** Puts element `i` of a list in its column; past the list of items, the value that follows, else the last element. */
function place(row: Row, { column, next, elements }: ListColumn, i: number, length: number): void {
  if (i >= length && next !== null) {
    row.starts[column] = row.starts[next];
    row.ends[column] = row.ends[next];
  } else if (elements.count > 0) {
    const at = Math.min(i, elements.count - 1);
    row.starts[column] = elements.starts[at];
    row.ends[column] = elements.ends[at];
  }
}
