/** Tables as Parquet, written by hyparquet-writer, which is loaded when one is asked for. */
import type { Pacer } from '../core/pace.ts';
import type { Column, Table } from './columns.ts';

/** Rows of a row group, and before each rest. */
const ROWS = 50_000;

/** Numbers as doubles, all else as text; users, items and times are known of every row. */
const TYPES: Readonly<Record<Column['kind'], 'STRING' | 'DOUBLE'>> = {
  token: 'STRING',
  words: 'STRING',
  number: 'DOUBLE',
};
const ALWAYS: ReadonlySet<string> = new Set(['user_id', 'item_id', 'timestamp', 'part']);

export async function parquetFile({ rows, columns }: Table, pacer: Pacer): Promise<Blob> {
  const { ByteWriter, ParquetWriter, schemaFromColumnData } = await import('hyparquet-writer');
  const sources = (from: number, to: number) =>
    columns.map(({ name, kind, at }) => ({
      ...{ name, type: TYPES[kind], nullable: !ALWAYS.has(name) },
      data: Array.from({ length: to - from }, (_, i) => at(from + i)),
    }));
  const bytes = new ByteWriter();
  const file = new ParquetWriter({ writer: bytes, schema: schemaFromColumnData({ columnData: sources(0, 0) }) });
  for (let from = 0; from < rows; from += ROWS) {
    const to = Math.min(rows, from + ROWS);
    await file.write({ columnData: sources(from, to), rowGroupSize: ROWS });
    await pacer.rest(to / rows);
  }
  await file.finish();
  return new Blob([bytes.getBuffer()]);
}
