/** From the first bytes of a text to a table: format, delimiter, header, names and sample rows. */
import { ImportError } from '../../../core/errors.ts';
import { bestAttempt, tryDelimiter, type Attempt } from './delimiter.ts';
import { jsonTable } from '../json/json_table.ts';
import { defaultLimits, type Limits } from '../limits.ts';
import { detectDecimal, detectHeader, headerNames, LINE_ABOVE, TYPED, wellKnownNames } from './header.ts';
import { detectList } from '../lists/list.ts';
import { EVEN, namesColumns, usualWidth } from './preamble.ts';
import type { Sample } from './sample.ts';
import type { DelimitedFormat, FormatChoice, ListForm, TableFormat } from '../types.ts';

type Rows = readonly (readonly string[])[];

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
  /** How the columns hold several values each, where the format itself says so; undefined where it says nothing. */
  readonly lists?: readonly (ListForm | null)[];
  /** What else was assumed about the table, as sentences. */
  readonly assumed?: readonly string[];
  /** What each column holds by its type; absent where the file has no types. */
  readonly types?: readonly ColumnType[];
}

/** `clock` is a time of the day, `list` any number of values a row. */
export type ColumnType = 'time' | 'clock' | 'number' | 'text' | 'truth' | 'list';

const OPENING_ROWS = 20;
const OPENING_COLUMNS = 40;
const SHOWN_CHARACTERS = 80;

const noRows = (name: string, what: string): ImportError =>
  new ImportError(`${name}: the file has no data rows${what}; choose another file`);

export const shortened = (text: string): string =>
  text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;

export const openingOf = (rows: readonly (readonly string[])[]): readonly (readonly string[])[] =>
  rows.slice(0, OPENING_ROWS).map((row) => row.slice(0, OPENING_COLUMNS).map(shortened));

/** The best delimiter's rows; `::` and RecBole's files have no quotes. */
function chooseAttempt(sample: Sample, choice: FormatChoice, limits: Limits): { rows: Attempt; quotes: boolean } {
  const quoted = bestAttempt(sample, choice.quotes ?? true, choice, limits);
  const typed = quoted.rows[0]?.every((field) => TYPED.test(field)) ?? false;
  const quotes = choice.quotes ?? !(quoted.delimiter === '::' || (typed && quoted.delimiter === '\t'));
  const { delimiter, lines } = quoted;
  const rows = quotes
    ? quoted
    : tryDelimiter(sample, { delimiter, quotes, lines, skipLines: choice.skipLines }, limits);
  if (rows.failure) throw rows.failure;
  if (rows.rows.length === 0) throw noRows(sample.name, rows.skipLines > 0 ? ` after line ${rows.skipLines}` : '');
  return { rows, quotes };
}

/** A header, and the rows below it. */
interface Headed {
  readonly header: boolean;
  readonly sure: boolean;
  /** Of the header, as wide as the rows; empty where a column has no name. */
  readonly names: readonly string[];
  readonly assumed: readonly string[];
}

const FIRST_UNNAMED =
  'The rows have one field more than the header has names: the first was taken as the number of the row; say so if it is not.';
const LAST_UNNAMED =
  'The rows have one field more than the header has names: the last was taken as the one without a name.';

/**
 * A header that is not as wide as its rows: one name fewer where the rows are numbered (pandas and R write so; in R row
 * names are unique) or end in a delimiter, one empty name more where only the header does.
 */
function fittedNames([first, ...rest]: Attempt['rows']): Pick<Headed, 'names' | 'assumed'> {
  const [fields, many] = usualWidth(rest, 1);
  const asIs = { names: first, assumed: [] };
  if (many < EVEN * rest.length || many === 0) return asIs;
  const rows = rest.filter(({ length }) => length === fields);
  if (first.length === fields + 1 && first[fields].trim() === '') return { names: first.slice(0, -1), assumed: [] };
  if (first.length !== fields - 1) return asIs;
  if (rows.every((row) => row[fields - 1].trim() === '')) return { names: [...first, ''], assumed: [] };
  return new Set(rows.map((row) => row[0])).size === rows.length
    ? { names: ['', ...first], assumed: [FIRST_UNNAMED] }
    : { names: [...first, ''], assumed: [LAST_UNNAMED] };
}

/** How the second of two fields is a list of codes, beside an id that comes once; null where it is none. */
function besideUsers(rows: Rows): ListForm | null {
  const users = new Set(rows.map(([user]) => user));
  if (rows.length < 2 || users.size < rows.length || rows.some(({ length }) => length !== 2)) return null;
  const found = detectList(rows.map(([, things]) => things));
  return found === null || found.ids < EVEN || found.elements.some((id) => !/\d/.test(id)) ? null : found.form;
}

function headOf(sample: Sample, choice: FormatChoice, { rows, fields, lines }: Attempt): Headed {
  const without = { names: Array.from({ length: fields }, () => ''), assumed: [] };
  if (lines === 'rows under items') return { ...without, header: false, sure: true, names: underNames(rows) };
  if (lines === 'histories') {
    const header = choice.header ?? namesColumns([rows[0]]);
    return header ? { ...without, header, sure: true, names: rows[0] } : { ...without, header, sure: true };
  }
  const known = wellKnownNames(sample.name);
  const fitted = fittedNames(rows);
  const detected = known ? { header: false, sure: true } : detectHeader([fitted.names, ...rows.slice(1)]);
  const unnamed = detected.header && !detected.sure && besideUsers(rows) !== null;
  const header = choice.header ?? (detected.header && !unnamed);
  const sure = choice.header !== undefined || detected.sure || unnamed;
  if (header) return { ...fitted, header, sure };
  return { ...without, header, sure, names: without.names.map((_, i) => known?.[i] ?? '') };
}

const underNames = (rows: Attempt['rows']): readonly string[] =>
  Array.from({ length: usualWidth(rows, 2)[0] }, (_, i) => (i === 0 ? LINE_ABOVE : ''));

const HISTORIES = 'Each line was taken as a history: its first value is the user, the others are the items in order.';
const UNDER_ITEMS = 'Lines that end in a colon were taken as what the rows below them have in common.';

/** How the rest of a history is cut, null where the rows are none. */
function listForm({ lines, delimiter, header }: DelimitedFormat, rows: Rows): ListForm | null {
  if (lines === 'histories') return delimiter === '::' ? null : { separator: delimiter, next: null };
  return lines === 'rows' && !header ? besideUsers(rows) : null;
}

function delimitedTable(sample: Sample, choice: FormatChoice, limits: Limits): SampleTable {
  const { rows: best, quotes } = chooseAttempt(sample, choice, limits);
  const { header, sure, names, assumed } = headOf(sample, choice, best);
  if (header && best.rows.length === 1) throw noRows(sample.name, ', only a header');
  const all = header ? best.rows.slice(1) : best.rows;
  // Files put one after the other have their header in the middle too.
  const isHeader = (row: readonly string[]): boolean => header && row.every((field, i) => field === best.rows[0][i]);
  const rows = all.filter((row) => row.length === names.length && !isHeader(row));
  const decimal = choice.decimal ?? detectDecimal(best.delimiter, rows);
  const { encoding } = sample;
  const { delimiter, skipLines, preamble, lines } = best;
  const format: DelimitedFormat = { kind: 'delimited', encoding, delimiter, quotes, header, decimal, skipLines, lines };
  const list = listForm(format, rows);
  const said = list !== null ? [HISTORIES] : lines === 'rows under items' ? [UNDER_ITEMS] : [];
  return {
    format,
    names: headerNames(names),
    rows,
    opening: openingOf(all),
    preamble,
    headerSure: sure,
    ...(list === null ? {} : { lists: [null, list] }),
    assumed: choice.lines === undefined ? [...said, ...assumed] : assumed,
  };
}

/** The table in a sample. Throws ImportError where there is none, with the reason. */
export function sampleTable(sample: Sample, choice: FormatChoice, limits: Limits = defaultLimits): SampleTable {
  if (sample.bytes.every((byte) => byte <= 0x20)) throw noRows(sample.name, '');
  const json = jsonTable(sample, choice, limits);
  if (json === null) return delimitedTable(sample, choice, limits);
  const { format, names, rows, opening, warnings } = json;
  return { format, names, rows, opening: openingOf(opening), preamble: '', headerSure: true, assumed: warnings };
}
