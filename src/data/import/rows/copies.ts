/** Whether a table was put after itself: every row stands there several times. */
import { type Pace, Pacer } from '../../../core/pace.ts';
import type { Interactions } from '../../dataset.ts';

/** Rows that are compared; of more, those are whose hash falls into so small a share of all. */
const COMPARED = 2 ** 16;
/** Rows between two looks at the clock. */
const ROWS = 2 ** 15;
/** In a smaller table it is chance. */
const FEWEST = 10;

/** A function of user, item, time and kind alone, 32 bits, so that copies are compared together or not at all. */
function hasher({ user, item, time, kinds }: Interactions): (row: number) => number {
  const double = new Float64Array(1);
  const words = new Uint32Array(double.buffer);
  return (row) => {
    double[0] = time?.[row] ?? 0;
    const hash = mixed(mixed(mixed(mixed(0x811c9dc5, user[row]), item[row]), words[0]), words[1]);
    return kinds === undefined ? hash : mixed(hash, kinds.of[row]);
  };
}

function mixed(hash: number, word: number): number {
  const sum = Math.imul(hash ^ word, 0x01000193);
  const spread = Math.imul(sum ^ (sum >>> 15), 0x2c1b3c6d);
  return (spread ^ (spread >>> 13)) >>> 0;
}

/**
 * How many times every row stands in the table, at least: rows are the same where user, item, time and
 * kind of event are, as far as a column says them. 1 is what most tables have. Throws CancelledError on the signal.
 */
export async function copiesOfEach(interactions: Interactions, pace: Pace = {}): Promise<number> {
  const { user, item, time, kinds } = interactions;
  if (user.length < FEWEST) return 1;
  const pacer = new Pacer('looking for rows that stand twice', pace);
  const hash = hasher(interactions);
  const most = 2 ** 32 * Math.min(1, COMPARED / user.length);
  const counts = new Map<string, number>();
  for (let row = 0; row < user.length; row++) {
    if (row % ROWS === 0 && pacer.due()) await pacer.rest(row / user.length);
    if (hash(row) >= most) continue;
    const key = `${user[row]} ${item[row]} ${time?.[row] ?? ''} ${kinds?.of[row] ?? ''}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  let fewest = Infinity;
  for (const count of counts.values()) fewest = Math.min(fewest, count);
  return Number.isFinite(fewest) ? fewest : 1;
}

/** What to know where every row stands `copies` times; null where it stands once. */
export function copiesWords(copies: number, timed: boolean): string | null {
  if (copies < 2) return null;
  const often = copies === 2 ? 'twice' : `${copies} times`;
  const same = timed
    ? 'user, item and time are the same'
    : 'user and item are the same, and there are no times to tell copies from repeats';
  const way = timed
    ? 'drop repeated rows to count each once'
    : 'leave out the copies in the file if it was put after itself';
  return `Every row stands ${often} or more: ${same}. Histories are then ${often} as long as they were; ${way}.`;
}
