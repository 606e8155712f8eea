/** A pass over one file: progress, cancelling, and room for other work in between. */
import { CancelledError } from '../../core/errors.ts';
import { turn } from '../../core/turn.ts';
import type { Source } from './archives/source.ts';
import { takerOfReturned } from './rows/returned.ts';
import { kindOfFormat, type Pass, type PassOptions, type Taker } from './table_kind.ts';
import type { FilePlan, TableFormat } from './types.ts';

/** Longest stretch of work without a turn of the event loop. */
const YIELD_MILLISECONDS = 20;
const PROGRESS_MILLISECONDS = 100;

/** What a reader calls between two pieces of its file. */
export class Turns {
  /** Bytes read from the disk. */
  onDisk = 0;
  private readonly source: Source;
  private readonly options: PassOptions;
  private readonly started: number;
  private lastTurn: number;
  private lastReport: number;

  constructor(source: Source, options: PassOptions) {
    this.source = source;
    this.options = options;
    this.started = this.lastTurn = this.lastReport = options.now();
  }

  readonly onBytes = (count: number): void => {
    this.onDisk += count;
  };

  /** Reports and rests where it is time to. Throws CancelledError on the signal. */
  async after(rows: number): Promise<void> {
    const { now, signal } = this.options;
    if (now() - this.lastReport >= PROGRESS_MILLISECONDS) {
      this.lastReport = now();
      this.report(rows);
    }
    if (now() - this.lastTurn >= YIELD_MILLISECONDS) {
      await turn();
      this.lastTurn = now();
    }
    if (signal?.aborted) throw new CancelledError(`${this.source.name}: reading was cancelled after ${rows} rows`);
  }

  report(rows: number): void {
    const { source, options, onDisk } = this;
    const seconds = Math.max(options.now() - this.started, 1) / 1000;
    options.onProgress?.({
      file: source.name,
      bytes: Math.min(onDisk, source.bytes),
      totalBytes: source.bytes,
      rows,
      rowsPerSecond: Math.round(rows / seconds),
      bytesPerSecond: Math.round(onDisk / seconds),
    });
  }
}

/** Hands every data row of the file to the taker. Throws as `TableKind.read` does. */
export const readFile = (
  source: Source,
  plan: FilePlan & { readonly format: TableFormat },
  options: PassOptions,
  taker: Taker,
): Promise<Pass> => {
  const taking = plan.returned === undefined ? taker : takerOfReturned(plan, taker);
  return kindOfFormat(plan.format).read(source, plan, options, taking);
};
