/** Where the table begins in a text that says something else first: a title, who exported it and when, `sep=;`. */
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
const EVEN = 0.8;
/** Spreadsheets name the separator in a line of its own. */
const SEPARATOR = /^sep=/i;

function usualWidth(rows: Rows, least: number): readonly [fields: number, rows: number] {
  const counts = new Map<number, number>();
  for (const { length } of rows) if (length >= least) counts.set(length, (counts.get(length) ?? 0) + 1);
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0]);
}

/** A title in a row of empty fields is no row of the table, as wide as it may be. */
function opensTable(row: readonly string[], fields: number): boolean {
  if (row.length !== fields || SEPARATOR.test(row[0])) return false;
  return fields < 3 || row.filter((field) => field.trim() !== '').length >= 2;
}

const namesColumns = (rows: Rows): boolean => {
  const { header, sure } = detectHeader(rows);
  return header && sure;
};

/** Whether what stands before `start` may be passed over: not a header of another width, and not most of the text. */
function isPreamble(rows: Rows, start: number, fields: number): boolean {
  const [before, table] = [rows.slice(0, start), rows.slice(start)];
  const even = table.filter(({ length }) => length === fields).length;
  if (table.length < 2 || even < EVEN * table.length) return false;
  if (namesColumns(table)) return true;
  return start <= table.length && !before.some((row) => row.length >= 2 && namesColumns([row]));
}

/** The table in the first rows of a text; it begins at the first row where nothing speaks for a later one. */
export function findBody(rows: Rows): Body {
  const share = (many: number): number => (rows.length === 0 ? 0 : many / rows.length);
  const [wide, manyWide] = usualWidth(rows, 2);
  const start = rows.findIndex((row) => opensTable(row, wide));
  if (start > 0 && isPreamble(rows, start, wide)) return { start, fields: wide, share: share(manyWide) };
  const [fields, many] = usualWidth(rows, 0);
  return { start: 0, fields, share: share(many) };
}
