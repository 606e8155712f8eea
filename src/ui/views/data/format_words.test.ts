import { expect, it } from 'vitest';
import type { TableFormat } from '../../../worker/contract.ts';
import { formatWords } from './format_words.ts';

it('says how a file is written, whatever kind it is', () => {
  const words = (format: object): string => formatWords(format as TableFormat);
  expect(words({ kind: 'delimited', encoding: 'utf-8' })).toBe('');
  expect(words({ kind: 'json', layout: 'columns', encoding: 'utf-8', rows: 'objects' })).toBe(
    'one JSON object by columns, utf-8',
  );
  expect(words({ kind: 'parquet', rows: 1200, compression: 'SNAPPY' })).toBe('Parquet, 1,200 rows, snappy');
  expect(words({ kind: 'sheet', sheet: 'Orders' })).toBe('Excel workbook, sheet "Orders"');
  expect(words({ kind: 'stone tablets' })).toBe('stone tablets');
  expect(formatWords(null)).toBe('');
});
