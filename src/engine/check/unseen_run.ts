import { CancelledError } from '../../core/errors.ts';
import type { Pace } from '../../core/pace.ts';
import type { ActiveRun } from '../run/active_run.ts';
import type { RunEvent } from '../run/messages.ts';

/**
 * Trains a run that nobody asked for, so that it is neither listed, kept nor saved: to its end, or for `steps` steps.
 *
 * @param hear  what it tells; false ends it there
 * @throws CancelledError
 */
export async function trainUnseen(
  run: ActiveRun,
  what: string,
  { signal, onProgress }: Pace,
  steps?: number,
  hear: (event: RunEvent) => boolean = () => true,
): Promise<void> {
  const check = (): void => {
    if (signal?.aborted === true) throw new CancelledError(`${what}: stopped before it was finished`);
  };
  // A run that is stopped is tested first, which a paused one is not; before it is set up only a stop is heard at once.
  const leave = (): void => (run.adapter === null ? run.stop() : run.pause());
  const told = (event: RunEvent): void => {
    if (event.kind === 'steps') onProgress?.(Math.min(1, event.step / (steps ?? event.totalSteps)));
    if (!hear(event)) leave();
  };
  check();
  run.begin(told);
  signal?.addEventListener('abort', leave);
  try {
    await run.go(steps);
  } finally {
    signal?.removeEventListener('abort', leave);
  }
  check();
}
