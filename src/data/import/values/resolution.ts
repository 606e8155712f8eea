/** How finely the times of a column tell events apart. */
import type { TimeForm } from '../types.ts';

/** A month of the Gregorian calendar on average. */
const MONTH = 2_629_746;
const DAY = 86_400;
/** Parts of a second that a double holds beside the seconds since 1970. */
const PARTS = [1e-3, 1e-6] as const;

/**
 * Seconds between times that can be told apart: the largest of a month, a day, an hour, a minute, a second, a millisecond and a
 * microsecond of which all times are whole numbers. Null for order numbers and where there are no times.
 */
export function resolutionOf(times: readonly number[], form: TimeForm): number | null {
  if (form.kind === 'order' || times.length === 0) return null;
  if (form.kind === 'epoch' && form.unit === 'ks') return 1000;
  const whole = (unit: number): boolean => times.every((time) => time % unit === 0);
  if (!whole(1)) {
    const near = (part: number): boolean =>
      times.every((time) => Math.abs(time / part - Math.round(time / part)) < 1e-3);
    return near(PARTS[0]) ? PARTS[0] : PARTS[1];
  }
  if (!whole(DAY)) return whole(3600) ? 3600 : whole(60) ? 60 : 1;
  return times.every((time) => new Date(time * 1000).getUTCDate() === 1) ? MONTH : DAY;
}
