/** The table in a Parquet file: which columns it has, what they hold, and its first rows as text. */
import { ImportError } from '../../../core/errors.ts';
import { fieldText } from '../text/encoding.ts';
import { grouped, type Limits } from '../limits.ts';
import { SAMPLE_ROWS } from '../text/sample.ts';
import { openingOf, type ColumnType } from '../text/table.ts';
import type { Block, FoundTable } from '../table_kind.ts';
import { blocksOf, type ParquetFile } from './reader.ts';
import type { Leaf } from './schema.ts';

/** A text of the sample is cut here: nothing that decides what a column is stands behind it. */
const SHOWN_BYTES = 64 * 1024;
const SAMPLE_BYTES = 8 * 1024 * 1024;
/** Row labels that pandas writes where the table has none of its own. */
const ROW_LABELS = /^__index_level_\d+__$/;

const types: Readonly<Record<Leaf['meaning']['kind'], ColumnType>> = {
  ...{ text: 'text', uuid: 'text', interval: 'text' },
  ...{ integer: 'number', float: 'number', decimal: 'number' },
  ...{ date: 'time', timestamp: 'time', clock: 'clock', truth: 'truth' },
};

const typeOf = ({ isList, meaning }: Leaf): ColumnType => (isList ? 'list' : types[meaning.kind]);

/** The columns of the table: all but the numbers that pandas gives its rows. */
export const tableLeaves = ({ columns: { leaves } }: ParquetFile): readonly Leaf[] => {
  const own = leaves.filter(({ name, meaning }) => !(ROW_LABELS.test(name) && meaning.kind === 'integer'));
  return own.length === 0 ? leaves : own;
};

function textsOf(block: Block, r: number): string[] {
  return block.lanes.map((lane) => {
    const place = lane === null ? -1 : lane.at[lane.from + r];
    if (lane === null || place < 0) return '';
    lane.values.seek(place);
    const { bytes, start, end } = lane.values;
    return fieldText(bytes.subarray(start, Math.min(end, start + SHOWN_BYTES)));
  });
}

async function firstRows(file: ParquetFile, leaves: readonly Leaf[]): Promise<string[][]> {
  const rows: string[][] = [];
  let bytes = 0;
  for await (const block of blocksOf(file, leaves)) {
    for (let r = 0; r < block.rows && rows.length < SAMPLE_ROWS && bytes < SAMPLE_BYTES; r++) {
      const texts = textsOf(block, r);
      rows.push(texts);
      for (const text of texts) bytes += text.length;
    }
    if (rows.length === SAMPLE_ROWS || bytes >= SAMPLE_BYTES) break;
  }
  return rows;
}

function compressionOf({ metadata }: ParquetFile): string {
  const codecs = metadata.row_groups.flatMap(({ columns }) => columns.map(({ meta_data }) => meta_data?.codec));
  return [...new Set(codecs)].map((codec) => codec ?? 'unknown').join(', ');
}

function warningsOf({ columns: { nested } }: ParquetFile): readonly string[] {
  if (nested.length === 0) return [];
  const names = nested.slice(0, 5).map((name) => `"${name}"`);
  return [`Lists of lists are left out: ${names.join(', ')}${nested.length > names.length ? ' …' : ''}.`];
}

/** Throws ImportError where the file has no columns or no rows, or more columns than the limit. */
export async function parquetTable(file: ParquetFile, limits: Limits): Promise<FoundTable> {
  const { name } = file.opened;
  const leaves = tableLeaves(file);
  if (leaves.length === 0) throw new ImportError(`${name}: the Parquet file has no columns that can be read`);
  if (leaves.length > limits.columns)
    throw new ImportError(`${name}: ${grouped(leaves.length)} columns, the limit is ${grouped(limits.columns)}`);
  const rows = await firstRows(file, leaves);
  if (rows.length === 0) throw new ImportError(`${name}: the file has no data rows; choose another file`);
  const { num_rows: count, created_by: writer = '' } = file.metadata;
  const table = {
    format: { kind: 'parquet', rows: Number(count), compression: compressionOf(file), writer },
    names: leaves.map((leaf, i) => (leaf.name.trim() === '' ? `column ${i + 1}` : leaf.name)),
    types: leaves.map(typeOf),
    ...{ rows, opening: openingOf(rows), preamble: '', headerSure: true },
  } as const;
  return { table, warnings: warningsOf(file) };
}
