/** References to cells: `C7`, `A1:B2`. */

export const MOST_ROWS = 1_048_576;
export const MOST_COLUMNS = 16_384;

export interface Area {
  /** Columns from 0, rows from 1. */
  readonly column: number;
  readonly row: number;
  readonly lastColumn: number;
  readonly lastRow: number;
}

/** The column of a reference, from 0; −1 where it names none. */
export function columnOfCell(reference: string): number {
  let column = 0;
  for (let i = 0; i < reference.length && i < 4; i++) {
    const code = reference.charCodeAt(i) & ~32;
    if (code < 65 || code > 90) break;
    column = 26 * column + code - 64;
  }
  return column - 1;
}

/** The area of `A1:B2`; null for what is none. */
export function areaOf(reference: string): Area | null {
  const found = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/.exec(reference);
  if (found === null) return null;
  const [, left, top, right, bottom] = found;
  const area = {
    column: columnOfCell(left),
    row: Number(top),
    lastColumn: columnOfCell(right),
    lastRow: Number(bottom),
  };
  return area.lastColumn < MOST_COLUMNS && area.lastRow <= MOST_ROWS ? area : null;
}
