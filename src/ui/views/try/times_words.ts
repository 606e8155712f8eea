import { timesOf } from '../../../state/history_times.ts';
import type { HistoryEntry } from '../../../state/slices/try.ts';
import { counted } from '../../format.ts';

/** What a model that reads times is told of when the items of a history were taken; empty where all is the user's own. */
export function timesSentence(history: readonly Pick<HistoryEntry, 'time' | 'muted'>[]): string {
  const { times, assumed, usual } = timesOf(history.filter(({ muted }) => !muted));
  const unknown = times.filter((time) => time === null).length;
  if (times.length > 0 && unknown === times.length) {
    return 'This model reads how long passed between items. Nobody knows that of these, and it is asked as if it could not be known.';
  }
  const parts: string[] = [];
  if (assumed > 0 && usual !== null) {
    const [items, come] = assumed === 1 ? ['1 item', 'comes'] : [counted(assumed, 'item'), 'come'];
    parts.push(`${items} added or moved ${come} ${whileWords(usual)} the one before, as is usual here`);
  }
  if (unknown > 0) parts.push(`of ${counted(unknown, 'item')} nobody knows when`);
  return parts.length === 0 ? '' : `This model reads how long passed between items: ${parts.join('; ')}.`;
}

const UNITS = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
] as const;

/** "3 days after" of so many seconds, in the largest unit that fits. */
function whileWords(seconds: number): string {
  if (seconds < 0.5) return 'at the time of';
  const [size, noun] = UNITS.find(([unit]) => seconds >= unit) ?? [1, 'second'];
  return `${counted(Math.round(seconds / size), noun)} after`;
}
