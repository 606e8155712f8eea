/** The columns of a JSON text whose rows have been found. */
import { detectHeader } from '../text/header.ts';
import { contents, isObject, OPEN, parsed, type Found } from './json_bytes.ts';
import { Fields } from './json_fields.ts';
import { textOf, type Holder } from './json_holders.ts';
import { besides, type Shape } from './json_shape.ts';
import { SAMPLE_ROWS } from '../text/sample.ts';
import { plainName, SYNONYMS } from '../match/synonyms.ts';
import type { FormatChoice, JsonFormat } from '../types.ts';

/** An object that holds its rows beside its own fields may be read as one record of this size. */
const RECORD_BYTES = 8 * 1024 * 1024;
/** Of rows that are parsed to find their columns; the last may be longer. */
const LOOKED_AT_BYTES = 4 * 1024 * 1024;

export interface Text {
  readonly bytes: Uint8Array;
  readonly prefix: string;
  readonly dialect: JsonFormat['dialect'];
}

export interface Context {
  readonly text: Text;
  readonly shape: Shape;
  readonly holder: Holder;
}

export interface FoundColumns {
  readonly names: readonly string[];
  readonly events: readonly string[];
  readonly header: boolean;
  readonly key: string | null;
  readonly warnings: readonly string[];
  /** What is read otherwise than it was found. */
  readonly holder?: Partial<Holder>;
}

const NOTHING = { events: [], header: false, key: null, warnings: [] } as const;

/** Names of the columns, and which lists in the rows are unfolded. */
export function columnsOf(context: Context, choice: FormatChoice): FoundColumns {
  const { text, holder } = context;
  if (holder.layout === 'columns') return columnWise(text, holder);
  const keyed = holder.layout === 'members' ? [''] : [];
  if (holder.rows === 'values') return { ...NOTHING, key: 'column 1', names: placeholders(holder.lists ? 3 : 2) };
  const values = firstValues(text, holder);
  if (holder.rows === 'arrays') return arrayColumns(holder, values, choice);
  return recordColumns(context, values) ?? objectColumns(holder, values, keyed.length > 0);
}

/** The first rows, as many as can be looked at quickly. */
function firstValues({ bytes }: Text, { records }: Holder): readonly unknown[] {
  let left = LOOKED_AT_BYTES;
  return records.flatMap((record) => {
    if (!record.whole || left <= 0) return [];
    left -= record.end - record.from;
    return [parsed(textOf(bytes, record))];
  });
}

function columnWise({ bytes }: Text, { records }: Holder): FoundColumns {
  const names = records.map(({ key }) => key);
  const [first] = records;
  const keys = bytes[first.from] === OPEN ? [...firstKeys(bytes, first)] : [];
  const numbered = keys.every((key, i) => key === String(i));
  const key = numbered ? null : freeName('key', names);
  return { ...NOTHING, key, names: key === null ? names : [key, ...names] };
}

function* firstKeys(bytes: Uint8Array, { from, end }: Found): Generator<string> {
  let count = 0;
  for (const { key } of contents(bytes, from, end)) {
    yield key;
    if (++count === SAMPLE_ROWS) return;
  }
}

const freeName = (name: string, names: readonly string[]): string =>
  names.includes(name) ? freeName(`${name} of the row`, names) : name;

const placeholders = (width: number): readonly string[] => Array.from({ length: width }, (_, i) => `column ${i + 1}`);

const fieldOf = (value: unknown): string =>
  typeof value === 'string' ? value : value === null || value === undefined ? '' : JSON.stringify(value);

/** Whether the first of some rows holds the names of the columns. A first row that only might is data. */
function hasHeader(
  first: readonly unknown[] | undefined,
  fields: readonly (readonly string[])[],
  width: number,
): boolean {
  if (first?.length !== width || fields.length < 2) return false;
  const { header, sure } = detectHeader(fields);
  return header && sure && first.every((field) => typeof field === 'string' && field !== '');
}

function arrayColumns(holder: Holder, values: readonly unknown[], choice: FormatChoice): FoundColumns {
  const keyed = holder.layout === 'members';
  const rows = (holder.lists ? values.flat() : values).filter((row): row is readonly unknown[] => Array.isArray(row));
  const widths = rows.map((row) => row.length).sort((a, b) => a - b);
  const width = widths[Math.floor(widths.length / 2)] ?? 0;
  const fields = rows.filter((row) => row.length === width).map((row) => row.map(fieldOf));
  const mayHave = holder.names === undefined && !keyed;
  const header = choice.header ?? (mayHave && hasHeader(rows[0], fields, width));
  const own = holder.names ?? (header && fields.length > 0 ? fields[0] : placeholders(width));
  const names = keyed ? ['key', ...own] : own;
  const events = holder.lists ? [''] : [];
  return { ...NOTHING, header, events, key: keyed ? 'key' : null, names: names.length === 1 ? [] : names };
}

function objectColumns(holder: Holder, values: readonly unknown[], keyed: boolean): FoundColumns {
  const fields = new Fields();
  for (const value of values) fields.add(value);
  const { names, events, warnings } = fields.found(holder.lists);
  const counted = holder.records.every(({ key }, i) => key === String(i));
  const key = keyed && (!counted || holder.lists) ? freeName('key', names) : null;
  return { ...NOTHING, names: key === null ? names : [key, ...names], events, warnings, key };
}

/** An object that says who beside the rows it holds is one record with a list: so its rows keep who it was. */
function recordColumns({ text, shape, holder }: Context, values: readonly unknown[]): FoundColumns | null {
  const { document } = shape;
  const rows = holder.layout === 'elements' && holder.at.length === 1 && values.some(isObject);
  if (!rows || document?.whole !== true || document.end - document.from > RECORD_BYTES) return null;
  const who = besides(text.bytes, document, holder).some((key) =>
    [...SYNONYMS.user, ...SYNONYMS.session].includes(plainName(key)),
  );
  if (!who) return null;
  const found = objectColumns(holder, [parsed(textOf(text.bytes, document))], false);
  return found.events[0] === holder.at[0] ? { ...found, holder: { layout: 'values', at: [], lists: false } } : null;
}
