import { CancelledError, SettingsError } from '../core/errors.ts';
import { checkPush, type Push, type Pushed } from '../hub/wish.ts';
import type { PushAnswer } from './hub.worker.ts';
import { startHubWorker } from './start_worker.ts';

/** Pushes a model to the hub in a worker of its own, which ends with the answer, and with it the token. @throws SettingsError, CancelledError */
export async function push(given: Push, signal: AbortSignal): Promise<Pushed> {
  checkPush(given);
  signal.throwIfAborted();
  const worker = startHubWorker();
  try {
    const answer = await new Promise<PushAnswer>((resolve, reject) => {
      const stop = (): void => reject(new CancelledError('push: it was cancelled; what was sent before stays there'));
      signal.addEventListener('abort', stop, { once: true });
      worker.addEventListener('error', () =>
        reject(new SettingsError('push: part of the app did not load; reload the page')),
      );
      worker.addEventListener('message', ({ data }: MessageEvent<PushAnswer>) => resolve(data));
      worker.postMessage(given);
    });
    if ('failure' in answer) throw new SettingsError(answer.failure);
    return answer.pushed;
  } finally {
    worker.terminate();
  }
}
