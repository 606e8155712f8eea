/** Which delimiter cuts a text into columns: each is tried on the sample. */
import { ImportError } from '../../core/errors.ts';
import { DelimitedReader } from './delimited.ts';
import type { Limits } from './limits.ts';
import { findBody } from './preamble.ts';
import type { OnRow } from './rows.ts';
import { SAMPLE_ROWS, texts, type Sample } from './sample.ts';
import type { DelimitedFormat, Delimiter, FormatChoice } from './types.ts';

const DELIMITERS: readonly Delimiter[] = ['\t', '::', ',', ';', '|'];

const LINE_END = /\r\n?|\n/g;

export interface Attempt {
  readonly delimiter: Delimiter;
  /** From the first row of the table. */
  readonly rows: readonly (readonly string[])[];
  /** Lines of the text before it, and the first of them. */
  readonly skipLines: number;
  readonly preamble: string;
  /** The most frequent number of fields, and the share of rows that have it. */
  readonly fields: number;
  readonly share: number;
  /** What ended the reading before the sample did, null where nothing did. */
  readonly failure: ImportError | null;
}

/** How a delimiter is tried: what of it the user has settled. */
export interface Trial {
  readonly delimiter: Delimiter;
  readonly quotes: boolean;
  /** Undefined where the table is looked for. */
  readonly skipLines: number | undefined;
}

/** The sample's rows as one delimiter cuts them; a failure ends them. */
export function tryDelimiter(sample: Sample, trial: Trial, limits: Limits): Attempt {
  const { delimiter, quotes, skipLines: settled } = trial;
  const rows: string[][] = [];
  /** Lines before each row: the rows above, and the line ends inside of their fields. */
  const lines: number[] = [];
  let inside = 0;
  const onRow: OnRow = (row) => {
    const fields = texts(row);
    lines.push(row.number - 1 + inside);
    inside += fields.reduce((sum, field) => sum + (field.match(LINE_END)?.length ?? 0), 0);
    return rows.push(fields) < SAMPLE_ROWS;
  };
  const { name, encoding } = sample;
  const format: DelimitedFormat = {
    ...{ kind: 'delimited', encoding, delimiter, quotes },
    ...{ header: false, decimal: '.', skipLines: settled ?? 0, lines: 'rows' },
  };
  const reader = new DelimitedReader(name, format, limits, onRow);
  let failure: ImportError | null = null;
  try {
    if (reader.push(sample.bytes) && sample.complete) reader.finish();
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    failure = error;
  }
  const body = findBody(rows);
  const { start, fields, share } = settled === undefined ? body : { ...body, start: 0 };
  const skipLines = settled ?? (start === 0 ? 0 : lines[start]);
  const preamble = start === 0 ? '' : rows[0].join(delimiter);
  return { delimiter, rows: rows.slice(start), skipLines, preamble, fields, share, failure };
}

/** The delimiter that cuts most rows into one number of fields, at least two; of equals the one that finds more. */
export function bestAttempt(sample: Sample, quotes: boolean, choice: FormatChoice, limits: Limits): Attempt {
  const candidates = choice.delimiter === undefined ? DELIMITERS : [choice.delimiter];
  const { skipLines } = choice;
  const attempts = candidates.map((delimiter) => tryDelimiter(sample, { delimiter, quotes, skipLines }, limits));
  const score = ({ fields, share }: Attempt): number =>
    fields < 2 ? 0 : Math.round(share * 20) + Math.min(fields, 50) / 100;
  return attempts.reduce((best, next) => (score(next) > score(best) ? next : best));
}
