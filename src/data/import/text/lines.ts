/** What a line of a text is: a row, a history, or the item of the rows that follow it. */
import { namesColumns, usualWidth, EVEN } from './preamble.ts';
import type { Delimiter } from '../types.ts';

type Rows = readonly (readonly string[])[];

/** Share of values that must look like what they are taken for. */
const MOSTLY = 0.9;
/** A table between spaces was written by a program: every row has its width. */
const ALL = 0.98;
/** Different values among all, above which they are no ids that come again. */
const AGAIN = 0.5;
const LONGEST_ID = 64;
/** Columns from which rows of one width may be histories that were cut to it. */
const LEAST_CUT = 5;
/** Share of common values, of all of two columns, from which they hold the same things. */
const SAME_THINGS = 0.2;
/** A heading without a digit may be a title; one line alone says too little. */
const HEADING = /^[^\s,;|:][^,;|:]{0,63}:$/;

const isId = (value: string): boolean => value.length <= LONGEST_ID && !/\s/.test(value);
const isCode = (value: string): boolean => isId(value) && /\d/.test(value);
const shareOf = (values: readonly string[], test: (value: string) => boolean): number =>
  values.length === 0 ? 0 : values.filter(test).length / values.length;
const comesAgain = (values: readonly string[]): boolean => new Set(values).size <= AGAIN * values.length;
const columnsOf = (rows: Rows, width: number): readonly (readonly string[])[] =>
  Array.from({ length: width }, (_, column) => rows.flatMap((row) => (column < row.length ? [row[column]] : [])));

const isHeading = (row: readonly string[]): boolean => row.length === 1 && HEADING.test(row[0].trim());

/** Whether rows of one width stand under lines such as `1:`, the first of which opens the text. */
export function standUnderItems(rows: Rows): boolean {
  if (rows.length < 2 || !isHeading(rows[0])) return false;
  const headings = rows.filter(isHeading);
  const below = rows.filter((row) => !isHeading(row));
  const [fields, many] = usualWidth(below, 1);
  if (many < ALL * below.length || below.length === 0) return false;
  if (fields === 1) return headings.length > 1 && shareOf(columnsOf(below, 1)[0], isCode) >= MOSTLY;
  return headings.length > 1 || (/\d/.test(rows[0][0]) && !namesColumns(below));
}

/** Whether the columns after the first hold the same things, as the places of a history do and the columns of a table do not. */
function holdSameThings(rows: Rows, width: number): boolean {
  const places = columnsOf(rows, width)
    .slice(1)
    .map((column) => new Set(column));
  const common = places.slice(1).map((place, i) => {
    const both = [...place].filter((value) => places[i].has(value)).length;
    return both / (place.size + places[i].size - both);
  });
  return common.every((share) => share >= SAME_THINGS);
}

/** The rows below a header of known words, where there is one. */
const withoutHeader = (rows: Rows): Rows => (rows.length > 1 && namesColumns([rows[0]]) ? rows.slice(1) : rows);

/** Whether rows have the widths of histories: different ones; or one to which they were cut, in places that hold the same. */
function haveWidthsOfHistories(all: Rows, rows: Rows, spaced: boolean): boolean {
  const [width, many] = usualWidth(rows, 0);
  if (many >= (spaced ? ALL : EVEN) * rows.length) return width >= LEAST_CUT && spaced && holdSameThings(rows, width);
  const tornTable = rows.length < all.length && all[0].length > 2;
  const longer = rows.filter(({ length }) => length > 2).length;
  return longer >= rows.length / 2 && (spaced || !tornTable);
}

/** Whether every row is a user, a different one each, and what that user has had. */
export function areHistories(all: Rows, delimiter: Delimiter): boolean {
  const rows = withoutHeader(all);
  const spaced = delimiter === ' ';
  if (rows.length < 2 || delimiter === '::' || !haveWidthsOfHistories(all, rows, spaced)) return false;
  const users = rows.map(([first]) => first);
  if (new Set(users).size < rows.length || shareOf(users, isId) < MOSTLY) return false;
  const things = rows.flatMap((row) => row.slice(1)).filter((value) => value.trim() !== '');
  if (shareOf(things, isCode) >= MOSTLY) return !spaced || shareOf(users, isCode) >= MOSTLY;
  return !spaced && shareOf(things, isId) >= MOSTLY && comesAgain(things);
}

/** Whether spaces cut a text into columns: codes in every row, or words that come again beside them; not sentences. */
export function isSpacedTable(all: Rows): boolean {
  const rows = withoutHeader(all);
  const [width, many] = usualWidth(rows, 0);
  if (width < 2 || many < ALL * rows.length) return false;
  const leading = columnsOf(rows, width).slice(0, 2);
  const coded = leading.map((column) => shareOf(column, isCode) >= MOSTLY);
  const sentences = rows.some((row) => row.some((value) => /[a-z][.,!?]$/i.test(value)));
  return !sentences && coded.some(Boolean) && leading.every((column, i) => coded[i] || comesAgain(column));
}

/** Whether rows are nothing but codes, more than two in most of them. */
export function mayBeHistories(rows: Rows): boolean {
  const [, many] = usualWidth(rows, 0);
  const longer = rows.filter(({ length }) => length > 2).length;
  const uneven = rows.length > 1 && many < EVEN * rows.length && longer >= rows.length / 2;
  return uneven && shareOf(rows.flat(), isCode) >= MOSTLY;
}
