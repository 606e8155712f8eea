import type { SnapshotError } from '../core/errors.ts';
import { patiently } from '../core/patience.ts';
import { refusal } from './refusal.ts';
import type { Shelf } from './shelf.ts';
import type { SlotFile } from './slot.ts';

/** Seconds that one call of the storage may take: a slow disk writes and flushes 256 MiB within them. */
export const STORAGE_SECONDS = 60;

/**
 * Storage that may never answer: a call is given up then, and while it still is not answered later ones fail at once, so that
 * a run which is kept every few seconds does not wait every time.
 */
export class PatientStorage {
  private readonly seconds: number;
  private hung = 0;
  private answers = 0;

  constructor(seconds = STORAGE_SECONDS) {
    this.seconds = seconds;
  }

  /** @throws SnapshotError where the storage does not answer for `seconds` */
  async call<T>(ask: () => Promise<T>): Promise<T> {
    if (this.hung > 0) throw this.refusal();
    const answered = ask().finally(() => this.answers++);
    return patiently(answered, {
      seconds: this.seconds,
      progress: () => this.answers, // of the calls that a longer one consists of
      refuse: () => {
        this.hung++;
        const again = (): void => {
          this.hung--;
        };
        answered.then(again, again);
        return this.refusal();
      },
    });
  }

  slot(slot: SlotFile): SlotFile {
    return {
      read: () => this.call(() => slot.read()),
      write: (bytes) => this.call(() => slot.write(bytes)),
      remove: () => this.call(() => slot.remove()),
    };
  }

  shelf(shelf: Shelf): Shelf {
    return {
      list: () => this.call(() => shelf.list()),
      file: (name) => this.slot(shelf.file(name)),
      alone: (work) => this.call(() => shelf.alone(work)),
    };
  }

  private refusal(): SnapshotError {
    return refusal('SNAP_STORAGE', 'storage', `it has not answered for ${this.seconds} s`);
  }
}
