/** How a file is written, in a few words. */
import type { FilePlan } from '../../../worker/contract.ts';
import { counted } from '../../format.ts';

/** By kind of file, or by how a kind lays out its rows. */
const words: Readonly<Record<string, string>> = {
  'json lines': 'JSON lines',
  'json array': 'one JSON array',
  lines: 'JSON lines',
  values: 'JSON values one after the other',
  elements: 'one JSON array',
  members: 'one JSON object by rows',
  columns: 'one JSON object by columns',
  parquet: 'Parquet',
  sheet: 'Excel workbook',
};

/** What formats may say of themselves. */
interface Said {
  readonly kind: string;
  readonly layout?: string;
  readonly rows?: unknown;
  readonly sheet?: unknown;
  readonly compression?: string;
  readonly encoding?: string;
}

/** Empty where the fields below say it, and for a file that is no table. */
export const formatWords = (format: FilePlan['format']): string =>
  format === null || format.kind === 'delimited' ? '' : said(format);

const said = ({ kind, layout, rows, sheet, compression, encoding }: Said): string =>
  [
    words[layout ?? kind] ?? words[kind] ?? kind,
    typeof sheet === 'string' ? `sheet "${sheet}"` : '',
    typeof rows === 'number' ? counted(rows, 'row') : '',
    compression?.toLowerCase() ?? '',
    encoding ?? '',
  ]
    .filter((part) => part !== '')
    .join(', ');
