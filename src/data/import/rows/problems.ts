/** Collects what was wrong with rows, grouped by what was done about it. */
import { fieldText } from '../text/encoding.ts';
import { grouped } from '../limits.ts';
import type { Row } from './rows.ts';
import type { Problem, ProblemExample, ProblemKind, RejectedRow, TableFormat } from '../types.ts';

interface Repair {
  readonly rejected: boolean;
  readonly repair: string;
  /** Completes "312 rows …". */
  readonly what: string;
}

/** What is wrong with a single row. */
export type RowProblemKind = Exclude<ProblemKind, 'two spellings' | 'no item matches'>;

const REPAIRS: Readonly<Record<RowProblemKind, Repair>> = {
  'wrong number of fields': { rejected: true, repair: 'left out', what: 'do not have one field per column' },
  'not a JSON object': { rejected: true, repair: 'left out', what: 'are not a JSON object' },
  'missing user': { rejected: true, repair: 'left out', what: 'name no user' },
  'missing item': { rejected: true, repair: 'left out', what: 'name no item' },
  'missing time': { rejected: true, repair: 'left out', what: 'have no time' },
  'unreadable time': { rejected: true, repair: 'left out', what: 'have a time that cannot be read' },
  'time out of range': { rejected: true, repair: 'left out', what: 'have a time of no plausible year' },
  'unreadable value': { rejected: false, repair: 'value read as missing', what: 'have a value that is no number' },
  'stray quote': { rejected: false, repair: 'kept as written', what: 'have a quote that does not pair' },
  'not UTF-8': { rejected: false, repair: 'read as Windows-1252', what: 'have text that is not UTF-8' },
  'different title': { rejected: false, repair: 'first title kept', what: 'give an item another title than before' },
  'different category': {
    rejected: false,
    repair: 'first category kept',
    what: 'give an item another category than before',
  },
  filtered: { rejected: false, repair: 'left out by your choice', what: 'are not of the kind or value to keep' },
};

const EXAMPLES = 5;
const SHOWN_CHARACTERS = 80;
const SHOWN_CELLS = 12;
/** Rejected rows that are kept for the list the user may save, and bytes of them. */
const KEPT_ROWS = 10_000;
const KEPT_BYTES = 4 * 1024 * 1024;

function shown(bytes: Uint8Array): string {
  const text = fieldText(bytes.subarray(0, 4 * SHOWN_CHARACTERS));
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}

const plural = (rows: number): string => (rows === 1 ? '1 row' : `${grouped(rows)} rows`);
const singular = (what: string): string =>
  what.replace(
    /^(do not have|have|are not|are|name|give)\b/,
    (verb) =>
      ({ 'do not have': 'does not have', have: 'has', 'are not': 'is not', are: 'is', name: 'names', give: 'gives' })[
        verb
      ] ?? verb,
  );

/** What is wrong with a row that has not one field per column. */
export const tornKind = (format: TableFormat | null, { count }: Readonly<Row>): RowProblemKind =>
  format?.kind === 'json' && (count === 0 || format.rows === 'objects')
    ? 'not a JSON object'
    : 'wrong number of fields';

/** A line that is no JSON object counts as one field. */
const fieldsOf = (row: Readonly<Row>): number => Math.max(row.count, 1);

/** The fields of a row as text, at most `most` of them. */
const cellsOf = (row: Readonly<Row>, most: number, text: (bytes: Uint8Array) => string): string[] =>
  Array.from({ length: Math.min(fieldsOf(row), most) }, (_, i) => text(row.bytes.subarray(row.starts[i], row.ends[i])));

const bytesOf = (row: Readonly<Row>): number => row.ends[fieldsOf(row) - 1] - row.starts[0];

export class Problems {
  /** Rows left out because they could not be used. */
  rejected = 0;
  /** The first of them. */
  readonly rejectedRows: RejectedRow[] = [];
  private keptBytes = 0;
  private readonly file: string;
  private readonly columns: readonly string[];
  private readonly groups = new Map<RowProblemKind, { rows: number; examples: ProblemExample[] }>();

  constructor(file: string, columns: readonly string[]) {
    this.file = file;
    this.columns = columns;
  }

  /** Notes that `row` has a problem in `column`; −1 where it is the row as a whole. */
  add(kind: RowProblemKind, row: Readonly<Row>, column: number): void {
    const group = this.groups.get(kind) ?? { rows: 0, examples: [] };
    this.groups.set(kind, group);
    group.rows++;
    if (REPAIRS[kind].rejected) this.reject(kind, row, column);
    if (group.examples.length < EXAMPLES) group.examples.push(this.example(row, column));
  }

  /** The row to look at, and what stands in `column`; −1 where it is the row as a whole. */
  example(row: Readonly<Row>, column: number): ProblemExample {
    const from = row.starts[Math.max(column, 0)];
    const to = column < 0 ? row.ends[Math.max(row.count - 1, 0)] : row.ends[column];
    const value = shown(row.bytes.subarray(from, to));
    const cells = cellsOf(row, SHOWN_CELLS, shown);
    return { row: row.number, column: this.columns[column] ?? '', value, cells };
  }

  private reject(kind: ProblemKind, row: Readonly<Row>, column: number): void {
    this.rejected++;
    if (this.rejectedRows.length === KEPT_ROWS || this.keptBytes > KEPT_BYTES) return;
    const whole = row.whole ?? row;
    // A row of lists is one row of the file, however many of its elements cannot be used.
    if (row.whole !== null && this.rejectedRows.at(-1)?.row === row.number) return;
    this.keptBytes += bytesOf(whole);
    const cells = cellsOf(whole, fieldsOf(whole), fieldText);
    this.rejectedRows.push({ file: this.file, row: row.number, kind, column: this.columns[column] ?? '', cells });
  }

  list(): readonly Problem[] {
    return [...this.groups].map(([kind, { rows, examples }]): Problem => {
      const { rejected, repair, what } = REPAIRS[kind];
      const [{ row, column, value }] = examples;
      const place = `row ${grouped(row)}${column === '' ? '' : `, column "${column}"`}: "${value}"`;
      const sentence = `${plural(rows)} ${rows === 1 ? singular(what) : what} (for example ${place}): ${repair}.`;
      return { file: this.file, kind, rows, rejected, examples, repair, sentence };
    });
  }
}
