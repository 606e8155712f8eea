/** What the first rows of a table hold, for whoever chooses among its columns. */
import type { Facts } from './facts.ts';
import type { FirstRows } from '../types.ts';

/** Different values up to which a column may hold kinds of events. */
const KINDS = 12;
/** Characters beyond which a value names no kind. */
const LONGEST_KIND = 80;

/** Bytes are guessed as one a character and one for each separator or line end, which is what most tables take. */
export function firstRows(rows: readonly (readonly string[])[], facts: readonly Facts[]): FirstRows {
  const bytes = rows.reduce((sum, row) => row.reduce((length, field) => length + field.length + 1, sum), 0);
  return {
    rows: rows.length,
    bytesPerRow: rows.length === 0 ? 0 : bytes / rows.length,
    distinct: facts.map(({ distinct }) => distinct),
    kinds: facts.map(({ values, distinct }) => (distinct > KINDS ? null : kindsOf(values))),
  };
}

function kindsOf(values: readonly string[]): readonly string[] | null {
  const kinds = [...new Set(values)];
  return kinds.length > KINDS + 1 || kinds.some(({ length }) => length > LONGEST_KIND) ? null : kinds;
}
