/** Which delimiter cuts a text into columns: each is tried on the sample. */
import { ImportError } from '../../core/errors.ts';
import { DelimitedReader } from './delimited.ts';
import type { Limits } from './limits.ts';
import type { OnRow } from './rows.ts';
import { SAMPLE_ROWS, texts, type Sample } from './sample.ts';
import type { Delimiter, FormatChoice } from './types.ts';

const DELIMITERS: readonly Delimiter[] = ['\t', '::', ',', ';', '|'];

export interface Attempt {
  readonly delimiter: Delimiter;
  readonly rows: readonly (readonly string[])[];
  /** The most frequent number of fields, and the share of rows that have it. */
  readonly fields: number;
  readonly share: number;
  /** What ended the reading before the sample did, null where nothing did. */
  readonly failure: ImportError | null;
}

/** The sample's rows as one delimiter cuts them; a failure ends them. */
export function tryDelimiter(sample: Sample, delimiter: Delimiter, quotes: boolean, limits: Limits): Attempt {
  const rows: string[][] = [];
  const onRow: OnRow = (row) => rows.push(texts(row)) < SAMPLE_ROWS;
  const { name, encoding } = sample;
  const format = { kind: 'delimited', encoding, delimiter, quotes, header: false, decimal: '.' } as const;
  const reader = new DelimitedReader(name, format, limits, onRow);
  let failure: ImportError | null = null;
  try {
    if (reader.push(sample.bytes) && sample.complete) reader.finish();
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    failure = error;
  }
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  const [fields, many] = [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0]);
  return { delimiter, rows, fields, share: rows.length === 0 ? 0 : many / rows.length, failure };
}

/** The delimiter that cuts most rows into one number of fields, at least two; of equals the one that finds more. */
export function bestAttempt(sample: Sample, quotes: boolean, choice: FormatChoice, limits: Limits): Attempt {
  const candidates = choice.delimiter === undefined ? DELIMITERS : [choice.delimiter];
  const attempts = candidates.map((delimiter) => tryDelimiter(sample, delimiter, quotes, limits));
  const score = ({ fields, share }: Attempt): number =>
    fields < 2 ? 0 : Math.round(share * 20) + Math.min(fields, 50) / 100;
  return attempts.reduce((best, next) => (score(next) > score(best) ? next : best));
}
