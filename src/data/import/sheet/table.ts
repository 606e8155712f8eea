/** The table in the first rows of a sheet: where it begins, how wide it is, and whether it has a header. */
import { ImportError } from '../../../core/errors.ts';
import { detectHeader, headerNames } from '../text/header.ts';
import type { Limits } from '../limits.ts';
import { findBody } from '../text/preamble.ts';
import { openingOf, type SampleTable } from '../text/table.ts';
import type { FormatChoice, SheetFormat } from '../types.ts';
import type { SampleRow, SheetSample } from './sample.ts';

interface Span {
  readonly first: number;
  /** Behind the last column. */
  readonly end: number;
}

/** Columns that rows have values in; a title alone in its row does not count beside rows with more. */
function spanOf(rows: readonly SampleRow[]): Span {
  const full = rows.filter(({ cells }) => cells.size >= 2);
  let [first, end] = [Infinity, 0];
  for (const { cells } of full.length > 0 ? full : rows) {
    for (const [column, text] of cells) {
      if (text.trim() === '') continue;
      if (column < first) first = column;
      if (column >= end) end = column + 1;
    }
  }
  return { first: Math.min(first, end), end };
}

const fieldsOf = ({ cells }: SampleRow, { first, end }: Span): string[] =>
  Array.from({ length: end - first }, (_, i) => cells.get(first + i) ?? '');

/**
 * The columns of a table with a header: those that it names and what touches them. Notes that stand beside the table, behind
 * a blank column, are not part of it.
 */
function named(span: Span, header: SampleRow, rows: readonly SampleRow[]): Span {
  const isUsed = (column: number): boolean => rows.some(({ cells }) => (cells.get(column) ?? '') !== '');
  const columns = [...header.cells].filter(([, text]) => text.trim() !== '').map(([column]) => column);
  if (columns.length === 0) return span;
  let first = columns.reduce((least, column) => Math.min(least, column), Infinity);
  let end = columns.reduce((most, column) => Math.max(most, column), 0) + 1;
  while (first > span.first && isUsed(first - 1)) first--;
  while (end < span.end && isUsed(end)) end++;
  return { first, end };
}

/** Where rows of a table begin: the index of its first row, and whether a choice said so. */
function startOf(rows: readonly SampleRow[], skipLines: number | undefined): number {
  if (skipLines !== undefined) return rows.findIndex(({ number }) => number > skipLines);
  const span = spanOf(rows);
  const gaps = new Set(rows.flatMap(({ number }, i) => (i > 0 && number > rows[i - 1].number + 1 ? [i] : [])));
  return findBody(
    rows.map((row) => fieldsOf(row, span)),
    gaps,
  ).start;
}

const noRows = (where: string, what: string): ImportError =>
  new ImportError(`${where} has no data rows${what}; choose another sheet or file`);

/** Throws ImportError where the sheet holds no table. */
export function tableOf(
  name: string,
  { sheet, rows: all }: SheetSample,
  sheets: readonly string[],
  choice: FormatChoice,
  limits: Limits,
): SampleTable {
  const where = `${name}: sheet "${sheet.name}"`;
  const start = startOf(all, choice.skipLines);
  if (start < 0 || all.length === 0) throw noRows(where, start < 0 ? ` after row ${choice.skipLines ?? 0}` : '');
  const rows = all.slice(start);
  const wide = spanOf(rows);
  if (wide.end - wide.first > limits.columns) {
    throw new ImportError(
      `${where} has ${wide.end - wide.first} columns, the limit is ${limits.columns}; remove some of them`,
    );
  }
  const detected = detectHeader(rows.map((row) => fieldsOf(row, wide)));
  const header = choice.header ?? detected.header;
  if (header && rows.length === 1) throw noRows(where, ', only a header');
  const span = header ? named(wide, rows[0], rows) : wide;
  const fields = rows.map((row) => fieldsOf(row, span));
  const data = header ? fields.slice(1) : fields;
  const format: SheetFormat = {
    ...{ kind: 'sheet', sheet: sheet.name, sheets, header },
    ...{ skipLines: choice.skipLines ?? (start === 0 ? 0 : rows[0].number - 1), firstColumn: span.first },
  };
  return {
    format,
    names: headerNames(header ? fields[0] : fields[0].map(() => '')),
    rows: data,
    opening: openingOf(data),
    preamble: start === 0 ? '' : [...all[0].cells.values()].join(' '),
    headerSure: choice.header !== undefined || detected.sure,
  };
}
