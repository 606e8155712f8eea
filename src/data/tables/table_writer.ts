import { csvWriter } from './csv_writer.ts';
import type { TableColumn, TableFile, TableWriter } from './table.ts';

/** What writes Parquet is loaded when a file of it is asked for. */
export async function tableWriter(format: TableFile, columns: readonly TableColumn[]): Promise<TableWriter> {
  if (format === 'csv') return csvWriter(columns);
  const { parquetWriter } = await import('./parquet_writer.ts');
  return parquetWriter(columns);
}
