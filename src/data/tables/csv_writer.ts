import { csvOf } from '../../core/csv.ts';
import type { TableColumn, TableWriter } from './table.ts';

/** CSV as `csvOf` has it, in UTF-8: the names of the columns before the first row, which stand there where no row follows too. */
export function csvWriter(columns: readonly TableColumn[]): TableWriter {
  const encoder = new TextEncoder();
  let head: readonly (readonly string[])[] = [columns.map(({ name }) => name)];
  const written: TableWriter['rows'] = (values) => {
    const rows = Array.from({ length: values[0]?.length ?? 0 }, (_, row) => values.map((column) => column[row]));
    const text = csvOf([...head, ...rows]);
    head = [];
    return encoder.encode(text);
  };
  return { rows: written, end: () => written([]) };
}
