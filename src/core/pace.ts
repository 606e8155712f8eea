import { CancelledError } from './errors.ts';
import { sinceTurn, turn } from './turn.ts';

/** How long work is watched: it can be cancelled and tells how far it is. */
export interface Pace {
  readonly signal?: AbortSignal | undefined;
  /** Called now and then with the fraction done, 0 to 1. */
  readonly onProgress?: ((done: number) => void) | undefined;
}

/** How long the event loop is held before work rests; what is done between two looks at the clock comes on top. */
const SLICE_MILLISECONDS = 30;

/**
 * Lets the event loop run between slices of a long loop: `if (pacer.due()) await pacer.rest(done)`.
 * The clock decides only when work pauses, never what it computes. It runs from the last turn of the event loop, whoever
 * took it, so that several pieces of work in a row do not add their slices up.
 */
export class Pacer {
  private readonly work: string;
  private readonly pace: Pace;

  /** `work` names what is being done, for the error of a cancelled run. Throws CancelledError if already cancelled. */
  constructor(work: string, pace: Pace) {
    this.work = work;
    this.pace = pace;
    this.throwIfCancelled();
  }

  due(): boolean {
    return sinceTurn() >= SLICE_MILLISECONDS;
  }

  /** Reports `done` (0 to 1) and lets others have their turn. Throws CancelledError once the signal is aborted. */
  async rest(done: number): Promise<void> {
    this.throwIfCancelled();
    this.pace.onProgress?.(done);
    await turn();
    this.throwIfCancelled();
  }

  /** Does work that comes in pieces, one before each yield. Throws CancelledError once the signal is aborted. */
  async through<T>(work: Generator<void, T>): Promise<T> {
    for (;;) {
      const { done, value } = work.next();
      if (done === true) return value;
      if (this.due()) await this.rest(0);
    }
  }

  private throwIfCancelled(): void {
    if (this.pace.signal?.aborted) throw new CancelledError(`${this.work}: stopped before it was finished`);
  }
}

/** Does work that comes in pieces without a rest, where it is short enough. */
export function atOnce<T>(work: Generator<void, T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}
