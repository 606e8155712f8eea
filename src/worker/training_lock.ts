import { SettingsError } from '../core/errors.ts';

/** Held by the tab that trains, for as long as it does. */
export const TRAINING_LOCK = 'nextup-training';

/** The calls used of LockManager. */
export type Locks = Pick<LockManager, 'request'>;

interface Hold {
  readonly release: () => void;
  /** Resolves when the browser gives the lock to others again. */
  readonly released: Promise<unknown>;
}

/**
 * The training lock as one tab holds it: browsers do not freeze a hidden tab that holds one, and two tabs of one browser must
 * not write the same checkpoints. Calls of this tab share it, from the first to the last; which of them may do what beside
 * each other is the engine's business.
 */
export class TrainingLock {
  private readonly locks: Locks | undefined;
  /** What is said where another tab holds the lock. */
  private readonly refusal: () => string;
  private users = 0;
  private hold: Promise<Hold> | null = null;
  /** Settles when what this tab held before is free again. */
  private left: Promise<unknown> = Promise.resolve();

  /** @param locks  undefined where the browser has none: then nothing is locked */
  constructor(locks: Locks | undefined, refusal: () => string) {
    this.locks = locks;
    this.refusal = refusal;
  }

  /** Does `work` while this tab holds the lock. @throws SettingsError where another tab does; it does not wait for that */
  async during<T>(work: () => Promise<T>): Promise<T> {
    if (this.locks === undefined) return work();
    this.users++;
    const hold = (this.hold ??= this.take(this.locks));
    try {
      await hold;
      return await work();
    } finally {
      this.users--;
      if (this.users === 0) await this.leave(hold);
    }
  }

  private leave(hold: Promise<Hold>): Promise<unknown> {
    this.hold = null;
    this.left = hold.then(
      ({ release, released }) => {
        release();
        return released;
      },
      () => undefined, // it never was held
    );
    return this.left;
  }

  private async take(locks: Locks): Promise<Hold> {
    await this.left;
    return new Promise((resolve, reject) => {
      const released = locks.request(TRAINING_LOCK, { ifAvailable: true }, (lock) => {
        if (lock === null) throw new SettingsError(this.refusal());
        return new Promise<void>((release) => resolve({ release, released }));
      });
      released.catch(reject);
    });
  }
}
