/** What a reader of one kind of file has to do; each stands in `kinds/`, and there is no list to extend. */
import type { Limits } from './limits.ts';
import type { OnRow, Row } from './rows/rows.ts';
import type { Source } from './archives/source.ts';
import type { SampleTable } from './text/table.ts';
import type { FilePlan, FormatChoice, Progress, TableFormat } from './types.ts';

export interface PassOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Milliseconds; only differences count. */
  readonly now: () => number;
  readonly limits: Limits;
}

/** Values of a column, each as the text the same table has as CSV. */
export interface Values {
  readonly count: number;
  /** Whether several rows may have one of them: what is found out about it then holds for all of these. */
  readonly shared: boolean;
  /** Seconds since 1970 where they are times by their type, NaN for what no calendar has; else null. */
  readonly seconds: Float64Array | null;
  /** The values themselves where they are whole numbers and nothing else, NaN beyond 2^53; else null. */
  readonly numbers: Float64Array | null;
  /** Puts the UTF-8 of value i into `bytes[start … end)`, until the next call. */
  seek(i: number): void;
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

/** A column of consecutive rows: row r has value `at[from + r]` of `values`, or none where that is −1. */
export interface Lane {
  readonly values: Values;
  readonly at: Int32Array;
  readonly from: number;
}

/** Consecutive rows by columns. */
export interface Block {
  readonly rows: number;
  /** One for each column of the plan; null where it is not read. */
  readonly lanes: readonly (Lane | null)[];
  /** Row r as text, valid until the next call; fields that are not read are empty. */
  row(r: number): Row;
}

/** Who takes the rows of a file. */
export interface Taker {
  readonly row: OnRow;
  /** Takes what `row` would take one by one, where the reader has columns and the taker is faster so. */
  readonly block?: ((block: Block) => void) | undefined;
  /** Hears once how many rows there may be. */
  readonly expect: (rows: number) => void;
}

/** What a pass over a whole file tells besides its rows. */
export interface Pass {
  /** How the file was cut into rows, as sentences. */
  readonly notes: readonly string[];
}

export interface FoundTable {
  readonly table: SampleTable;
  /** What was assumed about the file, as sentences. */
  readonly warnings: readonly string[];
}

export interface TableKind {
  readonly formats: readonly TableFormat['kind'][];
  /** Whether a file that begins so is of this kind; the kind that recognises nothing takes the rest. */
  recognises(head: Uint8Array, source: Source): boolean;
  /** The table at the beginning of a file. Throws ImportError where there is none, with the reason. */
  find(source: Source, choice: FormatChoice, limits: Limits): Promise<FoundTable>;
  /**
   * Hands every data row of the file to the taker; the header is left out. Throws ImportError where the file cannot be
   * read, CancelledError on the signal.
   */
  read(source: Source, plan: FilePlan, options: PassOptions, taker: Taker): Promise<Pass>;
}

const modules = import.meta.glob<{ readonly kind: TableKind }>('./kinds/*.kind.ts', { eager: true });
/** Those that recognise something first. */
const kinds: readonly TableKind[] = Object.values(modules).map(({ kind }) => kind);

const HEAD_BYTES = 512;

/** The kind of a file by its first bytes. */
export async function kindOf(source: Source): Promise<TableKind> {
  let head = new Uint8Array(0);
  for await (const piece of source.open()) {
    head = piece.slice(0, HEAD_BYTES);
    if (head.length > 0) break;
  }
  const known =
    kinds.find((kind) => kind.recognises(head, source)) ?? kinds.find(({ formats }) => formats.includes('delimited'));
  if (known === undefined) throw new Error('import: there is no reader of text');
  return known;
}

/** The kind that reads a format. */
export function kindOfFormat({ kind: format }: TableFormat): TableKind {
  const known = kinds.find(({ formats }) => formats.includes(format));
  if (known === undefined) throw new Error(`import: nothing reads ${format}`);
  return known;
}
