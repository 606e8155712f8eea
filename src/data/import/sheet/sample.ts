/** The first rows of a sheet, and which sheet of a workbook holds its table. */
import { ImportError } from '../../../core/errors.ts';
import { grouped, type Limits } from '../limits.ts';
import { SAMPLE_ROWS } from '../text/sample.ts';
import { CellReader, type Cell } from './cells.ts';
import { mergedCells, type Merged } from './merged.ts';
import { heard, type Package } from './package.ts';
import { readStrings } from './strings.ts';
import type { Sheet, Workbook } from './workbook.ts';
import { readXml } from './xml.ts';

/** Sheets in which a table is looked for. */
const MOST_LOOKED_AT = 64;
/** Of the XML of a sheet: its first rows may be blank, or wide. */
const LOOK_BYTES = 16 * 1024 * 1024;
/** Larger sheets are not gone through for merged cells before they are read as a whole: half a second. */
const SEARCHED_BYTES = 64 * 1024 * 1024;

export interface SampleRow {
  readonly number: number;
  readonly cells: ReadonlyMap<number, string>;
}

interface RawRow {
  readonly number: number;
  readonly cells: ReadonlyMap<number, Cell>;
}

export interface SheetSample {
  readonly sheet: Sheet;
  readonly rows: readonly SampleRow[];
  /** Numbers of more than 15 digits that lost the others, and all of more than 15 digits. */
  readonly lost: number;
  readonly long: number;
}

interface Looked {
  readonly rows: readonly RawRow[];
  readonly reader: CellReader;
}

async function look(parts: Package, workbook: Workbook, sheet: Sheet, merged: Merged, limits: Limits): Promise<Looked> {
  const rows: RawRow[] = [];
  const where = `${parts.name}, sheet "${sheet.name}"`;
  const reader = new CellReader(where, workbook, merged, ({ number, cells }) => {
    rows.push({ number, cells: new Map(cells) });
    return rows.length <= SAMPLE_ROWS;
  });
  let bytes = 0;
  const stream = heard(parts.open(sheet.path, { most: limits.textBytes }), (count) => {
    bytes += count;
  });
  await readXml(where, stream, reader, limits, () => !reader.ended && bytes < LOOK_BYTES);
  return { rows, reader };
}

const isTable = ({ rows }: Looked): boolean => rows.filter(({ cells }) => cells.size >= 2).length >= 2;

/** What another sheet holds that is not read. */
function leftOut(sheet: Sheet, { rows }: Looked): string {
  const count = rows.length > SAMPLE_ROWS ? `more than ${grouped(SAMPLE_ROWS)} rows` : `${grouped(rows.length)} rows`;
  const held = rows.length === 1 ? '1 row' : count;
  return `${sheet.hidden ? 'Hidden sheet' : 'Sheet'} "${sheet.name}" holds ${held} and is not read; choose it if it is the table.`;
}

/** The first rows with their texts; only the strings that they share are read. */
async function resolved(parts: Package, workbook: Workbook, sheet: Sheet, limits: Limits): Promise<SheetSample> {
  const searched = parts.unpackedBytes(sheet.path) <= SEARCHED_BYTES;
  const merged = searched ? await mergedCells(parts, sheet.path, limits) : new Map<number, never>();
  const { rows: found, reader } = await look(parts, workbook, sheet, merged, limits);
  const rows = found.slice(0, SAMPLE_ROWS);
  let upTo = 0;
  for (const { cells } of rows)
    for (const cell of cells.values()) if (typeof cell === 'number' && cell >= upTo) upTo = cell + 1;
  const strings = await readStrings(parts, workbook.strings, limits, { upTo, most: limits.wholeBytes });
  const textOf = (cell: Cell): string =>
    typeof cell === 'string' ? cell : cell < strings.count ? strings.text(cell) : '';
  const texts = rows.map(({ number, cells }) => ({
    number,
    cells: new Map([...cells].map(([column, cell]) => [column, textOf(cell)])),
  }));
  return { sheet, rows: texts, lost: reader.lost, long: reader.long };
}

/**
 * The first rows of the chosen sheet, else of the first that holds a table of two columns and two rows, and a sentence for
 * each other sheet that holds something. Throws ImportError where the sheet is not there, or none holds a table.
 */
export async function sampleSheet(
  parts: Package,
  workbook: Workbook,
  chosen: string | undefined,
  limits: Limits,
): Promise<{ readonly sample: SheetSample; readonly others: readonly string[] }> {
  const { sheets } = workbook;
  if (sheets.length === 0)
    throw new ImportError(`${parts.name}: the workbook has no sheet of cells; choose another file`);
  const looked: (readonly [Sheet, Looked])[] = [];
  for (const sheet of sheets.slice(0, MOST_LOOKED_AT)) {
    looked.push([sheet, await look(parts, workbook, sheet, new Map(), limits)]);
  }
  const first = looked.find(([, each]) => isTable(each)) ?? looked.find(([, { rows }]) => rows.length > 0) ?? looked[0];
  const sheet = chosen === undefined ? first[0] : sheets.find(({ name }) => name === chosen);
  if (sheet === undefined) {
    const names = sheets.slice(0, 10).map(({ name }) => `"${name}"`);
    throw new ImportError(`${parts.name}: the workbook has no sheet "${chosen ?? ''}"; it has ${names.join(', ')}`);
  }
  const others = looked.filter(([other, { rows }]) => other !== sheet && rows.length > 0);
  return {
    sample: await resolved(parts, workbook, sheet, limits),
    others: others.map(([other, each]) => leftOut(other, each)),
  };
}
