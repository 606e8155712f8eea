/** How long something is waited for that may never answer. */
export interface Patience<T> {
  /** Seconds without progress after which it is given up. */
  readonly seconds: number;
  /** A number that changes as the work gets on; every change begins the seconds anew. */
  readonly progress?: () => number;
  /** Ends the waiting at once, with its reason. */
  readonly signal?: AbortSignal | undefined;
  /** What is thrown when the seconds are over. */
  readonly refuse: () => Error;
  /** Called with an answer that comes when nobody waits any more, so that what it holds can be freed. */
  readonly late?: (answer: T) => void;
}

/**
 * The answer of `work`, unless it is given up. Seconds are counted by a timer that does not run while the machine sleeps or
 * this thread is busy, so only time counts in which an answer could have been heard.
 */
export function patiently<T>(work: Promise<T>, patience: Patience<T>): Promise<T> {
  const { seconds, progress = () => 0, signal, refuse, late = () => undefined } = patience;
  return new Promise((resolve, reject) => {
    let over = false;
    let silent = 0;
    let done = progress();
    const timer = setInterval(() => {
      const now = progress();
      silent = now === done ? silent + 1 : 0;
      done = now;
      if (silent >= seconds) end(() => reject(refuse()));
    }, 1000);
    const stop = (): void => end(() => reject(asError(signal?.reason)));
    const end = (settle: () => void): void => {
      over = true;
      clearInterval(timer);
      signal?.removeEventListener('abort', stop);
      settle();
    };
    signal?.addEventListener('abort', stop, { once: true });
    if (signal?.aborted === true) stop();
    work.then(
      (answer) => (over ? late(answer) : end(() => resolve(answer))),
      (error: unknown) => {
        if (!over) end(() => reject(asError(error)));
      },
    );
  });
}

const asError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)));
