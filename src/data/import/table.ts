/** From the first bytes of a text to a table: format, delimiter, header, names and sample rows. */
import { ImportError } from '../../core/errors.ts';
import { bestAttempt, tryDelimiter, type Attempt } from './delimiter.ts';
import { jsonTable } from './json_table.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { detectDecimal, detectHeader, headerNames, TYPED, wellKnownNames } from './header.ts';
import type { Sample } from './sample.ts';
import type { FormatChoice, TableFormat } from './types.ts';

export interface SampleTable {
  readonly format: TableFormat;
  readonly names: readonly string[];
  /** Rows with one value per name. */
  readonly rows: readonly (readonly string[])[];
  /** The first rows as they are cut, those with another number of fields too; long fields are cut. */
  readonly opening: readonly (readonly string[])[];
  /** The first of the lines that were passed over before the table, empty where none was. */
  readonly preamble: string;
  /** Whether the header was told from known words or values, and not guessed. */
  readonly headerSure: boolean;
  /** What else was assumed, as sentences. */
  readonly warnings?: readonly string[];
}

const OPENING_ROWS = 20;
const OPENING_COLUMNS = 40;
const SHOWN_CHARACTERS = 80;

const noRows = (name: string, what: string): ImportError =>
  new ImportError(`${name}: the file has no data rows${what}; choose another file`);

export const shortened = (text: string): string =>
  text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;

const openingOf = (rows: readonly (readonly string[])[]): readonly (readonly string[])[] =>
  rows.slice(0, OPENING_ROWS).map((row) => row.slice(0, OPENING_COLUMNS).map(shortened));

/** The best delimiter's rows; `::` and RecBole's files have no quotes. */
function chooseAttempt(sample: Sample, choice: FormatChoice, limits: Limits): { rows: Attempt; quotes: boolean } {
  const quoted = bestAttempt(sample, choice.quotes ?? true, choice, limits);
  const typed = quoted.rows[0]?.every((field) => TYPED.test(field)) ?? false;
  const quotes = choice.quotes ?? !(quoted.delimiter === '::' || (typed && quoted.delimiter === '\t'));
  const { delimiter } = quoted;
  const rows = quotes ? quoted : tryDelimiter(sample, { delimiter, quotes, skipLines: choice.skipLines }, limits);
  if (rows.failure) throw rows.failure;
  if (rows.rows.length === 0) throw noRows(sample.name, rows.skipLines > 0 ? ` after line ${rows.skipLines}` : '');
  return { rows, quotes };
}

function delimitedTable(sample: Sample, choice: FormatChoice, limits: Limits): SampleTable {
  const { rows: best, quotes } = chooseAttempt(sample, choice, limits);
  const known = wellKnownNames(sample.name);
  const detected = known ? { header: false, sure: true } : detectHeader(best.rows);
  const header = choice.header ?? detected.header;
  if (header && best.rows.length === 1) throw noRows(sample.name, ', only a header');
  const width = header ? best.rows[0].length : best.fields;
  const names = headerNames(header ? best.rows[0] : Array.from({ length: width }, (_, i) => known?.[i] ?? ''));
  const all = header ? best.rows.slice(1) : best.rows;
  const rows = all.filter((row) => row.length === width);
  const decimal = choice.decimal ?? detectDecimal(best.delimiter, rows);
  const { encoding } = sample;
  const { delimiter, skipLines, preamble } = best;
  return {
    format: { kind: 'delimited', encoding, delimiter, quotes, header, decimal, skipLines, lines: 'rows' },
    names,
    rows,
    opening: openingOf(all),
    preamble,
    headerSure: choice.header !== undefined || detected.sure,
  };
}

/** The table in a sample. Throws ImportError where there is none, with the reason. */
export function sampleTable(sample: Sample, choice: FormatChoice, limits: Limits = defaultLimits): SampleTable {
  if (sample.bytes.every((byte) => byte <= 0x20)) throw noRows(sample.name, '');
  const json = jsonTable(sample, choice, limits);
  if (json === null) return delimitedTable(sample, choice, limits);
  const { format, names, rows, opening, warnings } = json;
  return { format, names, rows, opening: openingOf(opening), preamble: '', headerSure: true, warnings };
}
