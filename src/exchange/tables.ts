/** A dataset as files that other programs read, so that they can check our numbers. */
import { counted } from '../core/counted.ts';
import { SettingsError } from '../core/errors.ts';
import { Pacer, type Pace } from '../core/pace.ts';
import type { Dataset } from '../data/dataset.ts';
import type { Split } from '../data/split.ts';
import { atomicFile } from './atomic_file.ts';
import { interactionsTable, itemsTable, type Table } from './columns.ts';
import { countMarks, isKnown, marksOf, type Mark } from './marks.ts';
import { parquetFile } from './parquet_file.ts';
import { asRead, fingerprintOfRead } from './read_back.ts';
import { rowOrder } from './row_order.ts';

export const tableFormats = ['recbole', 'benchmark', 'parquet'] as const;
/** RecBole's atomic files, the same divided into those of training, validation and test, or Parquet. */
export type ExchangeFormat = (typeof tableFormats)[number];

export interface TableFile {
  readonly path: string;
  readonly rows: number;
  readonly content: Blob;
}

export interface Tables {
  readonly name: string;
  readonly files: readonly TableFile[];
  /** What names the data to whoever reads the files without shaping them. */
  readonly fingerprint: string;
  /** Whether users and items are numbered there as here. */
  readonly sameNumbers: boolean;
  /** What the split makes of the interactions; null where none was asked for. */
  readonly marked: Readonly<Record<Mark, number>> | null;
  /** Interactions that are in no file. */
  readonly left: number;
}

/**
 * @param split  to be marked in a column, or told by the files of a benchmark
 * @throws SettingsError for ids that no file can hold, and for a split that files of a benchmark cannot tell, CancelledError
 */
export async function tablesOf(
  dataset: Dataset,
  format: ExchangeFormat,
  split: Split | null,
  pace: Pace,
): Promise<Tables> {
  const pacer = new Pacer('tables', pace);
  const marked = split === null ? null : marksOf(split);
  const part = format === 'benchmark' ? partsOf(dataset, split, marked) : null;
  const { rows, same } = rowOrder(dataset, part);
  await pacer.rest(0.1);
  const name = fileName(dataset.name);
  const write = async (path: string, table: Table): Promise<TableFile> => ({
    ...{ path, rows: table.rows },
    content: format === 'parquet' ? await parquetFile(table, pacer) : await pacer.through(atomicFile(path, table)),
  });
  const files: TableFile[] = [];
  if (part === null) {
    const path = format === 'parquet' ? `${name}.parquet` : `${name}.inter`;
    files.push(await write(path, interactionsTable(dataset, rows, marked)));
  } else {
    for (const [number, word] of ['train', 'valid', 'test'].entries()) {
      const own = rows.filter((row) => part[row] === number);
      files.push(await write(`${name}.${word}.inter`, interactionsTable(dataset, own, null)));
    }
  }
  const items = itemsTable(dataset);
  if (items !== null) files.push(await write(format === 'parquet' ? `${name}.items.parquet` : `${name}.item`, items));
  await pacer.rest(0.8);
  return {
    ...{ name, files, sameNumbers: same, left: dataset.items.length - rows.length },
    fingerprint: await fingerprintOfRead(asRead(dataset, rows, part), { signal: pace.signal }),
    marked: marked && countMarks(marked),
  };
}

/** The file of each interaction, above 2 for none. @throws SettingsError where files cannot tell the split */
function partsOf(dataset: Dataset, split: Split | null, marked: Uint8Array | null): Uint8Array {
  if (split === null || marked === null) {
    throw new SettingsError(
      'tables: files of a benchmark divide the data, and no split is named; name one, or choose recbole',
    );
  }
  if (split.rule === 'as published' && dataset.parts !== undefined) return dataset.parts;
  const { offsets } = dataset;
  let mixed = 0;
  for (let u = 0; u + 1 < offsets.length; u++) {
    const own = marked.subarray(offsets[u], offsets[u + 1]);
    if (own.every(isKnown)) continue; // who neither trains nor is asked
    if (own.some((mark, i) => isKnown(mark) || mark < own[Math.max(0, i - 1)])) mixed++;
  }
  if (mixed === 0) return marked;
  throw new SettingsError(
    `tables: ${split.rule} leaves ${counted(mixed, 'history', 'histories')} with interactions that are neither trained on nor asked for, and known before a target, which files of training, validation and test cannot say; choose recbole or parquet, where the column part does`,
  );
}

/** A name that is a folder and a file everywhere. */
export const fileName = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/[^\w.-]+/g, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '')
    .slice(0, 60) || 'data';
