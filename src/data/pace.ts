import { CancelledError } from '../core/errors.ts';

/** How long work is watched: it can be cancelled and tells how far it is. */
export interface Pace {
  readonly signal?: AbortSignal | undefined;
  /** Called now and then with the fraction done, 0 to 1. */
  readonly onProgress?: ((done: number) => void) | undefined;
}

/** Longest stretch without letting the event loop run. */
const SLICE_MILLISECONDS = 30;

/**
 * Lets the event loop run between slices of a long loop: `if (pacer.due()) await pacer.rest(done)`.
 * The clock decides only when work pauses, never what it computes.
 */
export class Pacer {
  private readonly work: string;
  private readonly pace: Pace;
  private sliceEnd = performance.now() + SLICE_MILLISECONDS;

  /** `work` names what is being done, for the error of a cancelled run. Throws CancelledError if already cancelled. */
  constructor(work: string, pace: Pace) {
    this.work = work;
    this.pace = pace;
    this.throwIfCancelled();
  }

  due(): boolean {
    return performance.now() >= this.sliceEnd;
  }

  /** Reports `done` (0 to 1) and yields. Throws CancelledError once the signal is aborted. */
  async rest(done: number): Promise<void> {
    this.throwIfCancelled();
    this.pace.onProgress?.(done);
    await new Promise((resolve) => setTimeout(resolve, 0));
    this.throwIfCancelled();
    this.sliceEnd = performance.now() + SLICE_MILLISECONDS;
  }

  private throwIfCancelled(): void {
    if (this.pace.signal?.aborted) throw new CancelledError(`${this.work}: stopped before it was finished`);
  }
}
