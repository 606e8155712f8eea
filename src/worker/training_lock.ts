import { SettingsError } from '../core/errors.ts';

const LOCK = 'nextup-training';

let held = false;

/**
 * Does `work` while this tab holds the training lock: browsers do not freeze a hidden tab that holds one, and two tabs of
 * one browser must not write the same checkpoints. @throws SettingsError where another tab trains
 */
export async function whileTraining<T>(work: () => Promise<T>): Promise<T> {
  if (held || !('locks' in navigator)) return work();
  return navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
    if (lock === null) throw new SettingsError('train: training runs in another tab; pause or stop it there first');
    held = true;
    try {
      return await work();
    } finally {
      held = false;
    }
  });
}
