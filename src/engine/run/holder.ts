import { SettingsError } from '../../core/errors.ts';
import type { Id } from '../messages.ts';

/** What has the device to itself. */
export interface Holder {
  /** Of a run that has begun. */
  readonly run: Id | null;
  /** What it does, as a clause: "run-1 is training". */
  readonly does: string;
  /** How a person ends it. */
  readonly end: string;
}

/** A run, which has no id until it begins. */
export const byRun = (run: Id | null): Holder => ({
  run,
  does: `${run ?? 'a run'} is training`,
  end: 'pause or stop it',
});

export const byPaper = (paper: string): Holder => ({
  run: null,
  does: `the experiment of ${paper} is training`,
  end: 'cancel it',
});

export const byVerifying = (run: Id): Holder => ({
  run: null,
  does: `${run} is trained again to verify it`,
  end: 'cancel it',
});

export const byMeasurement = (does: string): Holder => ({ run: null, does, end: 'wait for it' });

/** @param before  what is asked for, as the end of the sentence. @throws SettingsError while something has the device */
export function checkFree(what: string, holder: Holder | null, before = 'first'): void {
  if (holder !== null) throw new SettingsError(`${what}: ${holder.does}; ${holder.end} ${before}`);
}
