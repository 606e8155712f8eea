/** Sheets of Excel workbooks (.xlsx, ECMA-376), read as a stream: nothing of a sheet but the row at hand is kept. */
import { ImportError } from '../../../core/errors.ts';
import { grouped } from '../limits.ts';
import { Turns } from '../pass.ts';
import { CellReader } from '../sheet/cells.ts';
import { mergedCells } from '../sheet/merged.ts';
import { heard, openPackage, type Package } from '../sheet/package.ts';
import { RowWriter } from '../sheet/rows.ts';
import { choiceOfReturned } from '../rows/returned.ts';
import { sampleSheet, type SheetSample } from '../sheet/sample.ts';
import { readStrings } from '../sheet/strings.ts';
import { tableOf } from '../sheet/table.ts';
import { readWorkbook, type Sheet, type Workbook } from '../sheet/workbook.ts';
import { readXml } from '../sheet/xml.ts';
import { shortened, type SampleTable } from '../text/table.ts';
import type { PassOptions, TableKind, Taker } from '../table_kind.ts';
import type { FilePlan, SheetFormat } from '../types.ts';

const UNSURE_HEADER = 'The first row was taken as the names of the columns; say so if it is data.';

/** After so much XML it is guessed how many rows there may be. */
const GUESS_BYTES = 4 * 1024 * 1024;
const GUESS_MARGIN = 1.05;

const plural = (count: number, what: string): string => `${grouped(count)} ${what}${count === 1 ? '' : 's'}`;

/** Rows before the table must not go unnoticed. */
function passedOver({ format, preamble }: SampleTable): string | null {
  if (format.kind !== 'sheet' || preamble === '') return null;
  const { skipLines } = format;
  const rows = skipLines === 1 ? 'Row 1 is' : `Rows 1 to ${skipLines} are`;
  return `${rows} passed over ("${shortened(preamble)}"): the table seems to begin at row ${skipLines + 1}; say so if it does not.`;
}

/** A workbook keeps 15 digits of a number: where all longer ones end in zeros, ids have lost theirs. */
function lostDigits({ lost, long }: Pick<SheetSample, 'lost' | 'long'>): string | null {
  if (lost === 0 || lost < long) return null;
  return (
    'Numbers of more than 15 digits have lost the others, as Excel keeps no more: ids that differ only there are one. ' +
    'Export such a column as text.'
  );
}

/** How the sheet was read, first as what. */
function notesOf(
  name: string,
  { sheet, header, skipLines }: SheetFormat,
  reader: CellReader,
  more: Extra,
): readonly string[] {
  const from = skipLines === 0 ? '' : `, from row ${grouped(skipLines + 1)}`;
  const { errors } = reader;
  const { hidden, beside } = more;
  const said = [
    errors > 0
      ? `${plural(errors, 'cell')} with an error, like #N/A, ${errors === 1 ? 'was' : 'were'} taken as blank.`
      : null,
    hidden > 0 ? `${plural(hidden, 'hidden row')} ${hidden === 1 ? 'was' : 'were'} read like the others.` : null,
    beside > 0 ? `${plural(beside, 'cell')} beside the table ${beside === 1 ? 'was' : 'were'} not read.` : null,
  ].filter((each) => each !== null);
  const first = `sheet "${sheet}" of an Excel workbook, ${header ? 'with' : 'without'} a header${from}.`;
  return [first, ...said].map((each) => `${name}: ${each}`);
}

interface Extra {
  readonly hidden: number;
  readonly beside: number;
}

interface Reading {
  readonly parts: Package;
  readonly workbook: Workbook;
  readonly sheet: Sheet;
  readonly format: SheetFormat;
  readonly plan: FilePlan;
  readonly turns: Turns;
  readonly options: PassOptions;
  readonly taker: Taker;
}

/** What cells need that stands elsewhere: the areas that are merged, and the strings that they share. */
async function readAround({ parts, workbook, sheet, turns, options: { limits } }: Reading) {
  const rest = async (): Promise<boolean> => {
    await turns.after(0);
    return true;
  };
  const merged = await mergedCells(parts, sheet.path, limits, rest);
  const every = { upTo: Infinity, most: limits.wholeBytes, onBytes: turns.onBytes };
  return { merged, strings: await readStrings(parts, workbook.strings, limits, { ...every, rest }) };
}

/** Hands the rows of a sheet to the taker. */
async function readSheet(reading: Reading): Promise<Extra & { readonly reader: CellReader }> {
  const { parts, workbook, sheet, format, plan, turns, taker } = reading;
  const { limits } = reading.options;
  const { merged, strings } = await readAround(reading);
  const where = `${plan.name}, sheet "${sheet.name}"`;
  const place = {
    name: plan.name,
    firstColumn: format.firstColumn,
    columns: plan.returned?.fields ?? plan.columns.length,
  };
  let [header, hidden, rows, bytes, guessed] = [format.header, 0, 0, 0, false];
  const writer = new RowWriter(place, strings, limits, (row) => {
    if (header) {
      header = false;
      return true;
    }
    rows++;
    if (reader.row.hidden) hidden++;
    return taker.row(row);
  });
  const reader = new CellReader(where, workbook, merged, (row) => row.number <= format.skipLines || writer.take(row));
  const stream = heard(parts.open(sheet.path, { most: limits.textBytes, onBytes: turns.onBytes }), (count) => {
    bytes += count;
  });
  await readXml(where, stream, reader, limits, async () => {
    if (!guessed && bytes >= GUESS_BYTES) {
      guessed = true;
      taker.expect(Math.ceil((GUESS_MARGIN * rows * parts.unpackedBytes(sheet.path)) / bytes));
    }
    await turns.after(rows);
    return !reader.ended;
  });
  turns.report(rows);
  return { reader, hidden, beside: writer.beside };
}

export const kind: TableKind = {
  formats: ['sheet'],
  recognises: (_, { content }) => content === 'workbook',

  async find(source, choice, limits) {
    const parts = await openPackage(source, limits);
    const workbook = await readWorkbook(parts, limits);
    const { sample, others } = await sampleSheet(parts, workbook, choice.sheet, limits);
    const names = workbook.sheets.map(({ name }) => name);
    const settled = choiceOfReturned([...(sample.rows.at(0)?.cells.values() ?? [])].at(0) ?? '');
    const table = tableOf(source.name, sample, names, { ...settled, ...choice }, limits);
    const warnings = [passedOver(table), table.headerSure ? null : UNSURE_HEADER, lostDigits(sample), ...others];
    return { table, warnings: warnings.filter((said) => said !== null) };
  },

  async read(source, plan, options, taker) {
    const { format } = plan;
    if (format?.kind !== 'sheet') throw new Error(`${plan.name} is no sheet`);
    const parts = await openPackage(source, options.limits);
    const workbook = await readWorkbook(parts, options.limits);
    const sheet = workbook.sheets.find(({ name }) => name === format.sheet);
    if (sheet === undefined) {
      throw new ImportError(`${plan.name}: the workbook has no sheet "${format.sheet}"; choose it again`);
    }
    const turns = new Turns(source, options);
    const { reader, ...more } = await readSheet({ parts, workbook, sheet, format, plan, turns, options, taker });
    return { notes: notesOf(plan.name, format, reader, more) };
  },
};
