/** The table in a JSON text: what holds its rows, its columns, its first rows. */
import { ImportError } from '../../../core/errors.ts';
import { fieldText } from '../text/encoding.ts';
import { jsonReader } from './json.ts';
import { OPEN, parsed, type Found } from './json_bytes.ts';
import { dialectOf, prefixOf } from './json_dialect.ts';
import { columnsOf, type Context, type Text } from './json_columns.ts';
import { frameOf } from './json_frame.ts';
import { baseOf, textOf, type Holder } from './json_holders.ts';
import { foreignJson, keysShown } from './json_refusals.ts';
import { shapeOf, type Shape } from './json_shape.ts';
import { tooLarge } from './json_whole.ts';
import { grouped, type Limits } from '../limits.ts';
import { SAMPLE_ROWS, texts, type Sample } from '../text/sample.ts';
import type { FormatChoice, JsonFormat } from '../types.ts';

export interface JsonSample {
  readonly format: JsonFormat;
  readonly names: readonly string[];
  /** Rows with one value per name. */
  readonly rows: readonly (readonly string[])[];
  /** The first rows as they are cut, those with another number of fields too. */
  readonly opening: readonly (readonly string[])[];
  readonly warnings: readonly string[];
}

const OPENING_BYTES = 1024;
const PIECE_BYTES = 1024 * 1024;
/** Rows elsewhere in the file are named where they are so many as those that are read, or half. */
const COMPARABLE = 0.5;

const openingOf = ({ bytes }: Sample): string => fieldText(bytes.subarray(0, OPENING_BYTES));

/** The JSON in a sample; null where it does not begin as JSON does. */
function textIn(sample: Sample): Text | null {
  const prefix = prefixOf(openingOf(sample));
  if (prefix === null) return null;
  const bytes = sample.bytes.subarray(new TextEncoder().encode(prefix).length);
  const { dialect, json } = dialectOf(bytes, sample.complete);
  return { bytes: json, prefix, dialect };
}

/** What surely is JSON, however badly it goes on: an object with a key in quotes of either kind, or a list of objects. */
const SURE = /^[\s\x1e]*(?:\{\s*["}]|\[\s*\{|\{\s*[uU]?'[^'\n]{0,200}'\s*:)/;

/** Whether the rows cannot be found in the beginning of a file alone. */
export function needsWhole(sample: Sample): boolean {
  if (sample.complete) return false;
  const text = textIn(sample);
  const shape = text === null ? null : shapeOf(text.bytes, false);
  if (text === null || shape === null) return false;
  const { document, holder } = shape;
  if (document !== null && text.bytes[document.from] === OPEN) return true;
  return document !== null && !(holder?.records.some(({ whole }) => whole) ?? false);
}

/** The table in a sample that begins as JSON does, null where it does not. Throws ImportError where that holds no rows. */
export function jsonTable(sample: Sample, choice: FormatChoice, limits: Limits): JsonSample | null {
  const text = textIn(sample);
  if (text === null) return null;
  const shape = shapeOf(text.bytes, sample.complete);
  const sure = SURE.test(openingOf(sample).slice(text.prefix.length));
  const { holder = null } = shape ?? {};
  if (shape === null || !(sure || isRead(text, shape))) return null;
  const { document } = shape;
  const foreign = document === null ? null : foreignJson(text.bytes, document);
  if (foreign !== null) throw new ImportError(`${sample.name}: ${foreign}`);
  if (holder === null) throw noRows(sample, text, document);
  if (holder.layout === 'columns' && !sample.complete) throw tooLarge(sample.name);
  return tableOf(sample, { text, shape, holder }, choice, limits);
}

/** Whether the first record that is whole can be read, or there is only one list that goes beyond the sample. */
function isRead({ bytes }: Text, { holder, document }: Shape): boolean {
  const first = holder?.records.find(({ whole }) => whole);
  if (first !== undefined) return parsed(textOf(bytes, first)) !== undefined;
  return document?.whole === true && parsed(textOf(bytes, document)) !== undefined;
}

function noRows({ name }: Sample, { bytes }: Text, document: Found | null): ImportError {
  if (document !== null && bytes[document.from] !== OPEN) {
    return new ImportError(
      `${name}: the file has no data rows: it is a list of single values, expected a list of objects; choose another file`,
    );
  }
  const keys = document === null ? 'no keys' : keysShown(bytes, document);
  return new ImportError(
    `${name}: this looks like JSON but holds no list of objects; it has ${keys}. Save it as JSON lines, one object per line`,
  );
}

function tableOf(sample: Sample, context: Context, choice: FormatChoice, limits: Limits): JsonSample {
  const { text, holder } = context;
  const { encoding, name } = sample;
  const { prefix, dialect } = text;
  const found = columnsOf(context, choice);
  if (found.names.length === 0) throw noRows(sample, text, context.shape.document);
  if (found.names.length > limits.columns) {
    throw new ImportError(
      `${name}: ${grouped(found.names.length)} different keys, the limit is ${limits.columns} columns; ` +
        'if the keys are ids, write them as values: one object per line with one field for each',
    );
  }
  const { layout, at, rows, lists } = { ...holder, ...found.holder };
  const { header, events, key } = found;
  const open: JsonFormat = {
    ...{ kind: 'json', encoding, dialect, prefix, layout, at, rows, header, key, frame: null },
    events: lists && events.length === 0 ? [''] : events,
  };
  const read = sampleRows(sample, open, found.names, limits);
  const isWhole = (row: readonly string[]): boolean => row.length === found.names.length;
  const format = { ...open, frame: frameOf(found.names, read.filter(isWhole)) };
  const opening = format.frame === null ? read : sampleRows(sample, format, found.names, limits);
  return {
    format,
    names: found.names,
    rows: opening.filter(isWhole),
    opening,
    warnings: [...found.warnings, ...indexWarning(text, context.shape, holder), ...othersNamed(context.shape, holder)],
  };
}

function sampleRows(sample: Sample, format: JsonFormat, names: readonly string[], limits: Limits): readonly string[][] {
  const rows: string[][] = [];
  const table = { name: sample.name, format, columns: names };
  const reader = jsonReader(table, limits, (row) => (row.count === 0 ? true : rows.push(texts(row)) < SAMPLE_ROWS));
  for (let at = 0; at < sample.bytes.length; at += PIECE_BYTES) {
    if (!reader.push(sample.bytes.subarray(at, at + PIECE_BYTES))) return rows;
  }
  if (sample.complete) reader.finish();
  return rows;
}

/** pandas keeps the index of a table apart from its rows, where it is easily lost. */
function indexWarning({ bytes }: Text, { document }: Shape, { at, names }: Holder): readonly string[] {
  const index =
    document === null || names === undefined ? null : baseOf(bytes, document, [...at.slice(0, -1), 'index']);
  const keys = index === null ? [] : parsed(textOf(bytes, index));
  if (!Array.isArray(keys) || keys.every((key, row) => key === row)) return [];
  const first = JSON.stringify(keys[0]);
  return [
    `The "index" beside the rows (${first}, …) is not read; if it says who or what, write it as a column: reset_index().`,
  ];
}

function othersNamed({ others }: Shape, holder: Holder): readonly string[] {
  const path = ({ at }: Holder): string => (at.length === 0 ? 'the list' : `"${at.join('.')}"`);
  const rows = ({ count }: Holder): string => (count === 1 ? '1 row' : `${grouped(count)} rows`);
  return others
    .filter(({ count }) => count >= COMPARABLE * holder.count)
    .slice(0, 3)
    .map((other) => `${path(holder)} was read (${rows(holder)}); ${path(other)} (${rows(other)}) was not.`);
}
