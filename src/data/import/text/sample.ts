/** The beginning of a file, and what the user has settled about how to read it. */
import { fieldText } from './encoding.ts';
import type { Row } from '../rows/rows.ts';
import type { Encoding } from '../types.ts';

export const SAMPLE_ROWS = 1000;

export interface Sample {
  readonly name: string;
  readonly encoding: Encoding;
  /** UTF-8 without a mark. */
  readonly bytes: Uint8Array;
  /** Whether this is all of the file. */
  readonly complete: boolean;
}

/** The fields of a row as text, which outlives the row. */
export const texts = (row: Row): string[] =>
  Array.from({ length: row.count }, (_, i) => fieldText(row.bytes.subarray(row.starts[i], row.ends[i])));
