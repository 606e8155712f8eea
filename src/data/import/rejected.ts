/** Rows that were left out, as a table one can open, repair and drop again. */
import type { RejectedRow } from './types.ts';

/** What a spreadsheet would take for a formula; OWASP, "CSV injection". */
const FORMULA = /^[=+\-@\t\r]/;

/** A quoted field; an apostrophe keeps a spreadsheet from running it as a formula. */
const field = (text: string): string => `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

/** A CSV with the file, the row as a spreadsheet counts, what was wrong, in which column, and the fields as they stood. */
export function rejectedCsv(rows: readonly RejectedRow[]): string {
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  const header = ['file', 'row', 'problem', 'column', ...Array.from({ length: width }, (_, i) => `field ${i + 1}`)];
  const lines = rows.map(({ file, row, kind, column, cells }) => [file, String(row), kind, column, ...cells]);
  return [header, ...lines].map((line) => `${line.map(field).join(',')}\r\n`).join('');
}
