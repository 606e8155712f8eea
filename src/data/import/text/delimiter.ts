/** Which delimiter cuts a text into columns, and what its lines are: each is tried on the sample. */
import { ImportError } from '../../../core/errors.ts';
import type { Limits } from '../limits.ts';
import { areHistories, isSpacedTable, mayBeHistories, standUnderItems } from './lines.ts';
import { EVEN, findBody, headRow } from './preamble.ts';
import type { OnRow } from '../rows/rows.ts';
import { SAMPLE_ROWS, texts, type Sample } from './sample.ts';
import type { DelimitedFormat, Delimiter, FormatChoice, Lines } from '../types.ts';
import { delimitedReader } from './underitems.ts';

/** A space is tried where none of these makes a table: it stands in most texts. */
const DELIMITERS: readonly Delimiter[] = ['\t', '::', ',', ';', '|'];
/** A history may have more items than a table may have columns. */
const LONGEST_HISTORY = 2 ** 16;

const LINE_END = /\r\n?|\n/g;

export interface Attempt {
  readonly delimiter: Delimiter;
  readonly lines: Lines;
  /** From the first row of the table. */
  readonly rows: readonly (readonly string[])[];
  /** Lines of the text before it, and the first of them. */
  readonly skipLines: number;
  readonly preamble: string;
  /** The most frequent number of fields, and the share of rows that have it. */
  readonly fields: number;
  readonly share: number;
  /** Whether lines of the rows under them stand in the text, the first at its beginning. */
  readonly underItems: boolean;
  /** What ended the reading before the sample did, null where nothing did. */
  readonly failure: ImportError | null;
}

/** How a delimiter is tried: what of it the user has settled. */
export interface Trial {
  readonly delimiter: Delimiter;
  readonly quotes: boolean;
  readonly lines: Lines;
  /** Undefined where the table is looked for. */
  readonly skipLines: number | undefined;
}

/** The sample's rows, the lines of the text before each, and the rows above which blank ones stand. */
interface CutRows {
  readonly rows: readonly (readonly string[])[];
  readonly before: readonly number[];
  readonly gaps: ReadonlySet<number>;
  readonly failure: ImportError | null;
}

function cut(sample: Sample, { delimiter, quotes, lines, skipLines }: Trial, limits: Limits): CutRows {
  const rows: string[][] = [];
  const before: number[] = [];
  const gaps = new Set<number>();
  let last = 0;
  /** Line ends inside of the fields above. */
  let inside = 0;
  const onRow: OnRow = (row) => {
    const fields = texts(row);
    if (row.number > last + 1) gaps.add(rows.length);
    last = row.number;
    before.push(row.number - 1 + inside);
    inside += fields.reduce((sum, field) => sum + (field.match(LINE_END)?.length ?? 0), 0);
    return rows.push(fields) < SAMPLE_ROWS;
  };
  const { name, encoding } = sample;
  const format: DelimitedFormat = {
    ...{ kind: 'delimited', encoding, delimiter, quotes },
    ...{ header: false, decimal: '.', skipLines: skipLines ?? 0, lines },
  };
  const reader = delimitedReader(name, format, limits, onRow);
  let failure: ImportError | null = null;
  try {
    if (reader.push(sample.bytes) && sample.complete) reader.finish();
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    failure = error;
  }
  return { rows, before, gaps, failure };
}

/** The sample's rows as one delimiter cuts them; a failure ends them. */
export function tryDelimiter(sample: Sample, trial: Trial, limits: Limits): Attempt {
  const { delimiter, lines, skipLines: settled } = trial;
  const { rows: all, before, gaps, failure } = cut(sample, trial, limits);
  const body = findBody(all, gaps);
  const { start, fields, share } = settled === undefined && lines !== 'rows under items' ? body : { ...body, start: 0 };
  const skipLines = settled ?? (start === 0 ? 0 : before[start]);
  const preamble = start === 0 ? '' : all[0].join(delimiter);
  const rows = all.slice(start).map((row, i) => (i === 0 ? headRow(row) : row));
  const underItems = lines === 'rows' && standUnderItems(all);
  return { delimiter, lines, rows, skipLines, preamble, fields, share, underItems, failure };
}

const score = ({ fields, share }: Attempt): number =>
  fields < 2 ? 0 : Math.round(share * 20) + Math.min(fields, 50) / 100;
const better = (best: Attempt, next: Attempt): Attempt => (score(next) > score(best) ? next : best);
const isTable = ({ fields, share }: Attempt): boolean => fields >= 2 && share >= EVEN;

/** Ways to try a sample: whatever is not settled. */
interface Trials {
  readonly attempt: (delimiter: Delimiter, lines: Lines) => Attempt;
  /** From the first row of the table, with any number of fields. */
  readonly wide: (delimiter: Delimiter) => Attempt;
}

function trials(sample: Sample, quotes: boolean, { skipLines }: FormatChoice, limits: Limits): Trials {
  const wide = { ...limits, columns: LONGEST_HISTORY };
  return {
    attempt: (delimiter, lines) => tryDelimiter(sample, { delimiter, quotes, lines, skipLines }, limits),
    wide: (delimiter) => tryDelimiter(sample, { delimiter, quotes, lines: 'rows', skipLines }, wide),
  };
}

/** The delimiter that cuts a text whose lines are settled; histories by the one that finds most values. */
function bestOfLines({ attempt, wide }: Trials, candidates: readonly Delimiter[], lines: Lines): Attempt {
  if (lines !== 'histories') return candidates.map((delimiter) => attempt(delimiter, lines)).reduce(better);
  const values = (delimiter: Delimiter): number => wide(delimiter).rows.reduce((sum, row) => sum + row.length, 0);
  const most = candidates.reduce((best, next) => (values(next) > values(best) ? next : best));
  return attempt(most, lines);
}

/** Histories, or rows between spaces, in a text that is no table otherwise; null where it is neither. */
function otherwise({ attempt, wide }: Trials, candidates: readonly Delimiter[]): Attempt | null {
  const histories = candidates.filter((delimiter) => areHistories(wide(delimiter).rows, delimiter));
  if (histories.length > 0) return attempt(histories[0], 'histories');
  if (!candidates.includes(' ')) return null;
  const spaced = attempt(' ', 'rows');
  if (spaced.underItems) return attempt(' ', 'rows under items');
  return isSpacedTable(spaced.rows) ? spaced : null;
}

/** KONECT writes `% bip`, and then tabs in some places of a row and spaces in others. */
function mixedSpaces({ attempt }: Trials, best: Attempt): Attempt | null {
  if (!best.preamble.startsWith('%')) return null;
  const spaced = attempt(' ', 'rows');
  return spaced.fields > best.fields && isSpacedTable(spaced.rows) ? spaced : null;
}

/** The delimiter that cuts rows; a space only where no other makes a table. */
function bestOfRows({ attempt }: Trials, settled: readonly Delimiter[] | null): Attempt {
  const best = (settled ?? DELIMITERS).map((delimiter) => attempt(delimiter, 'rows')).reduce(better);
  return isTable(best) || settled !== null ? best : better(best, attempt(' ', 'rows'));
}

/** The delimiter and the lines, where neither the lines nor anything about them is settled. */
function bestOfAll(sample: Sample, tried: Trials, settled: readonly Delimiter[] | null): Attempt {
  const attempts = (settled ?? DELIMITERS).map((delimiter) => tried.attempt(delimiter, 'rows'));
  const best = attempts.reduce(better);
  const under = attempts.filter(({ underItems }) => underItems);
  if (under.length > 0) return tried.attempt(under.reduce(better).delimiter, 'rows under items');
  if (isTable(best)) return (settled === null ? mixedSpaces(tried, best) : null) ?? best;
  const other = otherwise(tried, settled ?? [...DELIMITERS, ' ']);
  if (other === null && settled === null) refuseUnclear(sample, tried, best);
  return other ?? best;
}

/**
 * The delimiter that cuts most rows into one number of fields, at least two; of equals the one that finds more. Where none
 * does, lines may be histories, and what is between spaces columns. Throws ImportError where that is unclear.
 */
export function bestAttempt(sample: Sample, quotes: boolean, choice: FormatChoice, limits: Limits): Attempt {
  const tried = trials(sample, quotes, choice, limits);
  const settled = choice.delimiter === undefined ? null : [choice.delimiter];
  if (choice.lines === 'rows') return bestOfRows(tried, settled);
  if (choice.lines !== undefined) return bestOfLines(tried, settled ?? [...DELIMITERS, ' '], choice.lines);
  return bestOfAll(sample, tried, settled);
}

/** Lines of many codes of which none is a different one in every line: who had them is not said. */
function refuseUnclear({ name }: Sample, { wide }: Trials, best: Attempt): void {
  if (best.fields >= 2 || !mayBeHistories(wide(' ').rows)) return;
  throw new ImportError(
    `${name}: its lines hold different numbers of values between spaces, and no value begins one line only; ` +
      'if the first of each is the user, choose the space as separator and a history as what a line is',
  );
}
