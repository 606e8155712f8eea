import { SettingsError } from '../core/errors.ts';
import { quote } from '../core/quote.ts';
import type { Column, Table } from './columns.ts';

/** Rows before each rest. */
const ROWS = 2000;

/** RecBole's names of what a column holds. */
const TYPES: Readonly<Record<Column['kind'], string>> = { token: 'token', words: 'token_seq', number: 'float' };

/**
 * A table as an atomic file of RecBole: tabs between fields, the type of each column behind its name, no quotes. A text loses its tabs and ends of lines, and quotes at its
 * beginning, by which pandas, and so RecBole, would read on to the next one.
 *
 * @throws SettingsError for an id that would lose any
 */
export function* atomicFile(what: string, { rows, columns }: Table): Generator<void, Blob> {
  const header = columns.map(({ name, kind }) => `${name}:${TYPES[kind]}`).join('\t');
  const pieces: BlobPart[] = [];
  let lines = [header];
  for (let row = 0; row < rows; row++) {
    lines.push(columns.map((column) => field(what, column, row)).join('\t'));
    if (lines.length < ROWS) continue;
    pieces.push(`${lines.join('\n')}\n`);
    lines = [];
    yield;
  }
  if (lines.length > 0) pieces.push(`${lines.join('\n')}\n`);
  return new Blob(pieces);
}

function field(what: string, { name, at }: Column, row: number): string {
  const value = at(row);
  if (value === null || typeof value === 'number') return String(value ?? '');
  const text = value
    .replaceAll(/[\t\r\n]+/g, ' ')
    .replace(/^"+/, '')
    .trim();
  if (text === value || !IDS.has(name)) return text;
  throw new SettingsError(
    `tables: ${name} ${quote(value)} in row ${row + 1} of ${what}, expected an id without tabs, ends of lines, and spaces or quotes at its beginning: RecBole's files cannot hold it; choose parquet`,
  );
}

const IDS: ReadonlySet<string> = new Set(['user_id', 'item_id']);
