import type { Times } from '../worker/contract.ts';
import type { HistoryEntry } from './slices/try.ts';

/** When the items that are asked about are taken to have happened. */
export interface AssumedTimes {
  /** Seconds since 1970, null where nobody knows. */
  readonly times: Times;
  /** How many of them nobody said: a usual while after the one before. */
  readonly assumed: number;
  /** That while, in seconds: the median from one item whose time is known to the next; null where there are no two. */
  readonly usual: number | null;
}

/**
 * The times of a user's own events, and what is assumed of items that were added or moved: each came a usual while after the one
 * before it, and not after the next event whose time is known. Before the first known time nobody knows.
 */
export function timesOf(entries: readonly Pick<HistoryEntry, 'time'>[]): AssumedTimes {
  const usual = usualGap(entries);
  let [before, assumed]: [number | null, number] = [null, 0];
  const times = entries.map(({ time }, i) => {
    if (time === null && (before === null || usual === null)) return null;
    if (time === null && before !== null && usual !== null) {
      assumed++;
      const next = entries.slice(i).find((entry) => entry.time !== null)?.time ?? Infinity;
      before = Math.max(before, Math.min(before + usual, next));
    } else before = time;
    return before;
  });
  return { times, assumed, usual };
}

function usualGap(entries: readonly Pick<HistoryEntry, 'time'>[]): number | null {
  const known = entries.flatMap(({ time }) => (time === null ? [] : [time]));
  const gaps = known.slice(1).map((time, i) => time - known[i]);
  gaps.sort((a, b) => a - b);
  return gaps.at(gaps.length >> 1) ?? null;
}
