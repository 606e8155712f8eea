/** Rows that were left out, as a table one can open, repair and drop again. */
import { csvOf } from '../../../core/csv.ts';
import type { RejectedRow } from '../types.ts';

/** A CSV with the file, the row as a spreadsheet counts, what was wrong, in which column, and the fields as they stood. */
export function rejectedCsv(rows: readonly RejectedRow[]): string {
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  const header = ['file', 'row', 'problem', 'column', ...Array.from({ length: width }, (_, i) => `field ${i + 1}`)];
  return csvOf([header, ...rows.map(({ file, row, kind, column, cells }) => [file, row, kind, column, ...cells])]);
}
