import { ByteWriter, ParquetWriter, type ColumnSource, type SchemaElement } from 'hyparquet-writer';
import type { Bytes, TableColumn, TableWriter } from './table.ts';

type Held = TableColumn['holds'];

const elements: Readonly<Record<Held, Omit<SchemaElement, 'name' | 'repetition_type'>>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  whole: { type: 'INT32' },
  numbers: { type: 'DOUBLE' },
};

/** Parquet, packed by snappy: each call of `rows` is a row group of its own. No value is missing. */
export function parquetWriter(columns: readonly TableColumn[]): TableWriter {
  const schema: SchemaElement[] = [
    { name: 'root', num_children: columns.length },
    ...columns.map(({ name, holds }) => ({ name, repetition_type: 'REQUIRED' as const, ...elements[holds] })),
  ];
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({ writer: bytes, schema, createdBy: 'nextup' });
  /** What was written since; `offset` goes on counting from the beginning of the file. */
  const taken = (): Bytes => {
    const piece = new Uint8Array(bytes.getBuffer());
    bytes.index = 0;
    return piece;
  };
  return {
    rows: (values) => {
      const columnData = columns.map(({ name }, c) => ({ name, data: [...values[c]] }) satisfies ColumnSource);
      const rowGroupSize = Math.max(1, values[0]?.length ?? 0);
      void writer.write({ columnData, rowGroupSize }); // waits for nothing: the bytes stay in memory
      return taken();
    },
    end: () => {
      void writer.finish();
      return taken();
    },
  };
}
