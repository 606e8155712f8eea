/** One pass over one file: its bytes through a row reader, with progress, cancelling, and room for other work in between. */
import { CancelledError } from '../../core/errors.ts';
import { DelimitedReader } from './delimited.ts';
import { toUtf8 } from './encoding.ts';
import { JsonReader } from './json.ts';
import type { Limits } from './limits.ts';
import type { OnRow, RowReader } from './rows.ts';
import type { Source } from './source.ts';
import type { FilePlan, Progress, TableFormat } from './types.ts';

export interface PassOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Milliseconds; only differences count. */
  readonly now: () => number;
  readonly limits: Limits;
}

export interface Pass {
  readonly reader: RowReader;
}

/** Longest stretch of work without a turn of the event loop. */
const YIELD_MILLISECONDS = 20;
const PROGRESS_MILLISECONDS = 100;

/** A turn of the event loop, without the 4 ms a nested timer waits in browsers. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

function readerOf(plan: FilePlan, format: TableFormat, limits: Limits, onRow: OnRow): RowReader {
  if (format.kind === 'delimited') return new DelimitedReader(plan.name, format, limits, onRow);
  const columns = plan.columns.map(({ name }) => name);
  return new JsonReader({ name: plan.name, kind: format.kind, columns }, limits, onRow);
}

/** Where it is guessed how many rows there are: after this many bytes on disk. */
const GUESS_BYTES = 4 * 1024 * 1024;
const GUESS_MARGIN = 1.05;

/** Hands every data row of the file to `onRow`; the header is left out. `onGuess` hears once how many there may be. */
export async function readFile(
  source: Source,
  plan: FilePlan,
  format: TableFormat,
  options: PassOptions,
  onRow: OnRow,
  onGuess: (rows: number) => void = () => undefined,
): Promise<Pass> {
  let guessed = false;
  let header = format.kind === 'delimited' && format.header;
  const reader = readerOf(plan, format, options.limits, (row) => {
    if (!header) return onRow(row);
    header = false;
    return true;
  });
  const started = options.now();
  let onDisk = 0;
  let lastTurn = started;
  let lastReport = started;
  const report = (): void => {
    const rows = reader.row.number;
    const seconds = Math.max(options.now() - started, 1) / 1000;
    options.onProgress?.({
      file: source.name,
      bytes: Math.min(onDisk, source.bytes),
      totalBytes: source.bytes,
      rows,
      rowsPerSecond: Math.round(rows / seconds),
      bytesPerSecond: Math.round(onDisk / seconds),
    });
  };
  const raw = source.open((count) => (onDisk += count));
  for await (const piece of toUtf8(source.name, raw, format.encoding)) {
    reader.push(piece);
    if (!guessed && onDisk >= GUESS_BYTES) {
      guessed = true;
      onGuess(Math.ceil((GUESS_MARGIN * reader.row.number * source.bytes) / onDisk));
    }
    if (options.now() - lastReport >= PROGRESS_MILLISECONDS) {
      lastReport = options.now();
      report();
    }
    if (options.now() - lastTurn >= YIELD_MILLISECONDS) {
      await turn();
      lastTurn = options.now();
    }
    if (options.signal?.aborted)
      throw new CancelledError(`${source.name}: reading was cancelled after ${reader.row.number} rows`);
  }
  reader.finish();
  report();
  return { reader };
}
