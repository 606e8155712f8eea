/**
 * Merged cells: only the first of them has the value, which holds for each row that they cover. They are listed behind the
 * rows of a sheet, so that they are looked for before the rows are read: unpacking and searching takes a seventh of the time of parsing.
 */
import { ImportError } from '../../../core/errors.ts';
import { grouped, type Limits } from '../limits.ts';
import type { Package } from './package.ts';
import { areaOf, type Area } from './reference.ts';
import type { Rest } from './xml.ts';

const MOST_MERGED = 500_000;
/** Longer than `<x:mergeCell ref="AAA1048576:XFD1048576"`, so that none is lost where two pieces meet. */
const OVERLAP = 256;

const ROWS_END = /<\/(?:\w{1,20}:)?sheetData>/;
const MERGED = /<(?:\w{1,20}:)?mergeCell\s{1,20}ref=["']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})["']/g;

/** Areas of more than one row, by their first row; what they cover of a row beside its first column is left blank. */
export type Merged = ReadonlyMap<number, readonly Area[]>;

/** Throws ImportError where the part cannot be read or lists too many. */
export async function mergedCells(
  parts: Package,
  path: string,
  limits: Limits,
  rest: Rest = () => true,
): Promise<Merged> {
  const byRow = new Map<number, Area[]>();
  const decoder = new TextDecoder();
  let count = 0;
  let before = '';
  let rowsEnded = false;
  for await (const piece of parts.open(path, { most: limits.textBytes })) {
    let text = before + decoder.decode(piece, { stream: true });
    if (!rowsEnded) {
      const end = ROWS_END.exec(text);
      rowsEnded = end !== null;
      if (end !== null) text = text.slice(end.index);
    }
    let parsed = 0;
    for (const found of rowsEnded ? text.matchAll(MERGED) : []) {
      parsed = found.index + found[0].length;
      if (++count > MOST_MERGED) {
        throw new ImportError(
          `${parts.name}: the sheet has more than ${grouped(MOST_MERGED)} merged cells; save it as CSV`,
        );
      }
      const area = areaOf(found[1]);
      if (area === null || area.lastRow <= area.row) continue;
      const row = byRow.get(area.row);
      if (row === undefined) byRow.set(area.row, [area]);
      else row.push(area);
    }
    before = text.slice(Math.max(parsed, text.length - OVERLAP));
    if (!(await rest())) break;
  }
  return byRow;
}
