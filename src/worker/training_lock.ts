import { SettingsError } from '../core/errors.ts';

const LOCK = 'nextup-training';

/**
 * Does `work` while this tab holds the training lock: browsers do not freeze a hidden tab that holds one, and a second
 * tab of this browser must not write the same checkpoints. @throws SettingsError where another tab trains
 */
export async function whileTraining<T>(work: () => Promise<T>): Promise<T> {
  if (!('locks' in navigator)) return work();
  return navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => {
    if (lock === null) throw new SettingsError('train: training runs in another tab; pause or stop it there first');
    return work();
  });
}
