/** Whether a table has a header, what its columns are called, and how it writes decimals. */
import { detectTime } from '../values/time.ts';
import { plainName, SYNONYMS } from '../match/synonyms.ts';
import type { Delimiter } from '../types.ts';

/** RecBole's `name:type`. */
export const TYPED = /:(?:token|float)(?:_seq)?$/;
const NUMERIC = /^\s*[+-]?[\d.,]+\s*$/;

/** Tables that come without a header, by the last part of their name. Sources: the READMEs of MovieLens 100K and 1M. */
const HEADERLESS: ReadonlyMap<string, readonly string[]> = new Map([
  ['u.data', ['user id', 'item id', 'rating', 'timestamp']],
  ['u.item', ['movie id', 'movie title', 'release date', 'video release date', 'IMDb URL']],
  ['ratings.dat', ['UserID', 'MovieID', 'Rating', 'Timestamp']],
  ['movies.dat', ['MovieID', 'Title', 'Genres']],
]);

export const baseName = (path: string): string => (path.split('/').at(-1) ?? path).replace(/\.gz$/i, '');

/** What a dataset is called: its file without the ending, or the archive it came in, whose members bear names like `u.data`. */
export const datasetName = (path: string): string => {
  const archive = /^(.*?)(?:\.tar)?\.\w+\//.exec(path)?.[1];
  return archive ?? baseName(path).replace(/\.\w+$/, '');
};

/** Names for a table that is known to come without a header. */
export const wellKnownNames = (path: string): readonly string[] | undefined =>
  HEADERLESS.get(baseName(path).toLowerCase());

const isKnownName = (name: string): boolean =>
  plainName(name) === 'id' || Object.values(SYNONYMS).some((list) => list.includes(plainName(name)));

/** Whether the first row holds names: known words, or texts above a column of numbers. */
export function detectHeader(rows: readonly (readonly string[])[]): { header: boolean; sure: boolean } {
  const [first, ...rest] = rows;
  if (first.some((field) => TYPED.test(field) || isKnownName(field))) return { header: true, sure: true };
  if (first.some((field) => NUMERIC.test(field) || detectTime([field]) !== null)) return { header: false, sure: true };
  const overNumbers = first.some(
    (field, column) => field.trim() !== '' && rest.length > 0 && rest.every((row) => NUMERIC.test(row[column] ?? '')),
  );
  return overNumbers ? { header: true, sure: true } : { header: true, sure: false };
}

/** `,` where most values of a column are numbers and some of them have a comma in the decimal's place. */
export function detectDecimal(delimiter: Delimiter, rows: readonly (readonly string[])[]): '.' | ',' {
  if (delimiter === ',' || rows.length === 0) return '.';
  const withComma = rows[0].some((_, column) => {
    const values = rows.map((row) => row[column]).filter((value) => value !== '');
    const numbers = values.filter((value) => /^-?\d+(?:,\d+)?$/.test(value));
    return numbers.some((value) => value.includes(',')) && numbers.length >= values.length / 2;
  });
  return withComma ? ',' : '.';
}

const placeholder = (column: number): string => `column ${column + 1}`;

/** Whether a column has no name of its own. */
export const isPlaceholder = (name: string): boolean => /^column \d+$/.test(name);

/** What the column is called whose value stands in a line of its own above its rows. */
export const LINE_ABOVE = 'line above';

/** Whether a column's name does not say what it holds: it has none, or it is the line above its rows. */
export const isUnnamed = (name: string): boolean => isPlaceholder(name) || name === LINE_ABOVE;

/** Names as the file has them, without RecBole's `:type` and spaces around; `column 3` where there is none. */
export function headerNames(fields: readonly string[]): readonly string[] {
  return fields.map((field, i) => field.trim().replace(TYPED, '') || placeholder(i));
}
