/** Where the table begins in a text that says something else first: a title, who exported it and when, `sep=;`, comments. */
import { detectHeader } from './header.ts';

type Rows = readonly (readonly string[])[];

export interface Body {
  /** Index of the first row of the table. */
  readonly start: number;
  /** The number of fields that most rows have, and the share of all rows that have it. */
  readonly fields: number;
  readonly share: number;
}

/** Share of the rows of a table that must have its width, where rows before it are passed over. */
export const EVEN = 0.8;
/** Rows in which the beginning of a table is looked for by what they hold, and not by their width alone. */
const HEAD_ROWS = 40;
/** Spreadsheets name the separator in a line of its own. */
const SEPARATOR = /^sep=/i;
/** KONECT and Matrix Market write comments with `%`, most others with `#`; `#tag` may be an id. */
const COMMENT = /^(?:%|#(?:$|[\s#!]))/;
/** Matrix Market: below its comments a line with the numbers of rows, columns and entries. */
const MATRIX = /^%%MatrixMarket/i;

/** The number of fields that most rows have, of those with at least `least`, and how many rows have it. */
export function usualWidth(rows: Rows, least: number): readonly [fields: number, rows: number] {
  const counts = new Map<number, number>();
  for (const { length } of rows) if (length >= least) counts.set(length, (counts.get(length) ?? 0) + 1);
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0]);
}

const filled = (row: readonly string[]): number => row.filter((field) => field.trim() !== '').length;

/** A title in a row of empty fields is no row of the table, as wide as it may be. */
function opensTable(row: readonly string[], fields: number): boolean {
  if (row.length !== fields || SEPARATOR.test(row[0])) return false;
  return fields < 3 || filled(row) >= 2;
}

/** Whether rows begin with names of columns that are known words. */
export const namesColumns = (rows: Rows): boolean => {
  const { header, sure } = detectHeader(rows);
  return header && sure;
};

const hasDigits = (row: readonly string[]): boolean => row.some((field) => /\d/.test(field));

/** A header of another width than its table: known words, or one name more or fewer than the rows below it have fields. */
function isOddHeader(row: readonly string[], next: boolean, table: Rows, fields: number): boolean {
  if (row.length < 2 || filled(row) < 2 || hasDigits(row)) return false;
  if (namesColumns([row])) return true;
  return next && Math.abs(row.length - fields) === 1 && filled(row) >= row.length - 1 && !detectHeader(table).header;
}

/** Whether what stands before `start` may be passed over: not a header of another width, and not most of the text. */
function isPreamble(rows: Rows, start: number, fields: number): boolean {
  const [before, table] = [rows.slice(0, start), rows.slice(start)];
  const even = table.filter(({ length }) => length === fields).length;
  if (table.length < 2 || even < EVEN * table.length) return false;
  if (namesColumns(table)) return true;
  return start <= table.length && !before.some((row, i) => isOddHeader(row, i === start - 1, table, fields));
}

/** The median number of filled fields among the rows of the table's width in the second half of the text. */
function typicalFill(rows: Rows, fields: number): number {
  const fills = rows
    .slice(Math.floor(rows.length / 2))
    .filter(({ length }) => length === fields)
    .map(filled)
    .sort((a, b) => a - b);
  return fills[Math.floor(fills.length / 2)] ?? fields;
}

/**
 * Where the table begins among rows that are all padded to its width: at a header of known words that is fuller than
 * everything above it, or below blank rows and as full; or below blank rows above which nothing is as full as the table.
 */
function startOfPadded(rows: Rows, fields: number, first: number, gaps: ReadonlySet<number>): number {
  const fills = rows.slice(0, HEAD_ROWS).map(filled);
  const aboveIsBelow = (i: number, fill: number): boolean => fills.slice(0, i).every((each) => each < fill);
  const isStart = (i: number): boolean => i > first && rows[i].length === fields;
  // Words such as "Created" above a table are names of columns too: below them only a fuller header is one.
  const asFull = namesColumns([rows[first]]) ? 0 : 1;
  const named = fills.findIndex(
    (fill, i) => isStart(i) && aboveIsBelow(i, gaps.has(i) ? fill + asFull : fill) && namesColumns([rows[i]]),
  );
  if (named >= 0) return named;
  if (namesColumns([rows[first]])) return first;
  const typical = typicalFill(rows, fields);
  const below = fills.findLastIndex(
    (fill, i) => isStart(i) && gaps.has(i) && fill >= typical && aboveIsBelow(i, typical),
  );
  return below >= 0 ? below : first;
}

const uncommented = ([first, ...rest]: readonly string[]): readonly string[] => {
  const plain = first.replace(/^[#%]\s*/, '');
  return plain === '' && rest.length > 0 ? rest : [plain, ...rest];
};

/** The first row of a table, names of columns without the mark of a comment before them. */
export function headRow(row: readonly string[]): readonly string[] {
  const plain = /^[#%]/.test(row[0]) ? uncommented(row) : row;
  return plain !== row && namesColumns([plain]) ? plain : row;
}

/** How many comments stand above the table; names of its columns behind a mark are its header. */
function comments(rows: Rows): number {
  let count = 0;
  while (count < rows.length && COMMENT.test(rows[count][0])) count++;
  if (count === 0 || count === rows.length) return 0;
  if (MATRIX.test(rows[0][0])) return count + 1;
  const [fields] = usualWidth(rows.slice(count), 0);
  const last = uncommented(rows[count - 1]);
  return last.length === fields && namesColumns([last]) ? count - 1 : count;
}

/**
 * The table in the first rows of a text; it begins at the first row where nothing speaks for a later one.
 * @param gaps rows above which blank rows stand
 */
export function findBody(rows: Rows, gaps: ReadonlySet<number> = new Set()): Body {
  const passed = comments(rows);
  if (passed > 0) {
    const body = findBody(rows.slice(passed));
    return { ...body, start: passed + body.start };
  }
  const share = (many: number): number => (rows.length === 0 ? 0 : many / rows.length);
  const [wide, manyWide] = usualWidth(rows, 2);
  const first = rows.findIndex((row) => opensTable(row, wide));
  const start = first < 0 ? first : startOfPadded(rows, wide, first, gaps);
  if (start > 0 && isPreamble(rows, start, wide)) return { start, fields: wide, share: share(manyWide) };
  const [fields, many] = usualWidth(rows, 0);
  return { start: 0, fields, share: share(many) };
}
