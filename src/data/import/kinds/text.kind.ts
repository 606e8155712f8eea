/** Tables in text: delimited, or JSON. */
import { sampleOf, wholeOf } from '../text/beginning.ts';
import { fieldText, toUtf8 } from '../text/encoding.ts';
import { HeaderLine } from '../text/headerline.ts';
import { jsonReader } from '../json/json.ts';
import { needsWhole } from '../json/json_table.ts';
import { grouped, type Limits } from '../limits.ts';
import { textNotes } from '../rows/notes.ts';
import { Turns } from '../pass.ts';
import { choiceOfReturned } from '../rows/returned.ts';
import type { OnRow, RowReader } from '../rows/rows.ts';
import { sampleTable, shortened, type SampleTable } from '../text/table.ts';
import type { TableKind } from '../table_kind.ts';
import type { DelimitedFormat, FilePlan, JsonFormat } from '../types.ts';
import { delimitedReader } from '../text/underitems.ts';

const UNSURE_HEADER = 'The first row was taken as the names of the columns; say so if it is data.';

/** Lines before the table must not go unnoticed. */
function passedOver({ format, preamble }: SampleTable): string | null {
  if (format.kind !== 'delimited' || preamble === '') return null;
  const { skipLines } = format;
  const lines = skipLines === 1 ? 'Line 1 is' : `Lines 1 to ${skipLines} are`;
  return `${lines} passed over ("${shortened(preamble)}"): the table seems to begin at line ${skipLines + 1}; say so if it does not.`;
}

function readerOf(plan: FilePlan, format: DelimitedFormat | JsonFormat, limits: Limits, onRow: OnRow): RowReader {
  if (format.kind === 'delimited') return delimitedReader(plan.name, format, limits, onRow);
  const columns = plan.columns.map(({ name }) => name);
  return jsonReader({ name: plan.name, format, columns }, limits, onRow);
}

function repeatedHeader(name: string, { repeated }: HeaderLine): readonly string[] {
  if (repeated === 0) return [];
  const lines = repeated === 1 ? '1 line repeats' : `${grouped(repeated)} lines repeat`;
  return [`${name}: ${lines} the header, as in files put one after the other: passed over.`];
}

/** By these it is seen whether a table is one of ours. */
const BEGINNING_BYTES = 64;
/** Where it is guessed how many rows there are: after this many bytes on disk. */
const GUESS_BYTES = 4 * 1024 * 1024;
const GUESS_MARGIN = 1.05;

export const kind: TableKind = {
  formats: ['delimited', 'json'],
  recognises: () => false,

  async find(source, choice, limits) {
    const { sample: first, warning } = await sampleOf(source, choice);
    const sample = needsWhole(first) ? await wholeOf(source, first) : first;
    const beginning = fieldText(sample.bytes.subarray(0, BEGINNING_BYTES));
    const table = sampleTable(sample, { ...choiceOfReturned(beginning), ...choice }, limits);
    const unsure = table.headerSure ? null : UNSURE_HEADER;
    const warnings = [warning, passedOver(table), unsure, ...(table.assumed ?? [])];
    return { table, warnings: warnings.filter((said) => said !== null) };
  },

  async read(source, plan, options, taker) {
    const { format } = plan;
    if (format === null || format.kind === 'parquet' || format.kind === 'sheet')
      throw new Error(`${plan.name} is no table of text`);
    let guessed = false;
    const header = new HeaderLine();
    let awaited = format.kind === 'delimited' && format.header;
    const reader = readerOf(plan, format, options.limits, (row) => {
      if (!awaited) return header.isIn(row) || taker.row(row);
      header.remember(row);
      awaited = false;
      return true;
    });
    const notes = (): readonly string[] => [...textNotes(plan, format, reader), ...repeatedHeader(plan.name, header)];
    const turns = new Turns(source, options);
    for await (const piece of toUtf8(source.name, source.open(turns.onBytes), format.encoding)) {
      if (!reader.push(piece)) return { notes: notes() };
      if (!guessed && turns.onDisk >= GUESS_BYTES) {
        guessed = true;
        taker.expect(Math.ceil((GUESS_MARGIN * reader.row.number * source.bytes) / turns.onDisk));
      }
      await turns.after(reader.row.number);
    }
    reader.finish();
    turns.report(reader.row.number);
    return { notes: notes() };
  },
};
