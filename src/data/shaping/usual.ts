/** How a table is shaped where nobody has said it. */
import { defaultShaping, type Interactions, type Shaping } from '../dataset.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;
/** Pauses, in seconds, that may end a session: half an hour as web analytics has it, up to a month. */
const PAUSES = [HOUR / 2, HOUR, 4 * HOUR, DAY, 7 * DAY, 30 * DAY];
/** Interactions a session needs so that it can train, validate and be tested. */
const ENOUGH = 3;

/**
 * As the rows are; but one person's history is cut into sessions, because from a single history nothing can be learned
 * that could be tested on another one.
 *
 * @param inSeconds whether the times are times, and not plain order numbers
 */
export function usualShaping({ users, time }: Pick<Interactions, 'users' | 'time'>, inSeconds: boolean): Shaping {
  const sessionGap = users.length === 1 && time !== null && inSeconds ? bestPause(time) : null;
  return { ...defaultShaping, sessionGap };
}

/** The pause that leaves the most sessions of at least `ENOUGH` interactions, the shortest of equals; null below two. */
function bestPause(time: Float64Array): number | null {
  const sorted = time.toSorted();
  const sessions = PAUSES.map((pause) => sessionsOf(sorted, pause));
  const most = Math.max(...sessions);
  return most < 2 ? null : PAUSES[sessions.indexOf(most)];
}

function sessionsOf(sorted: Float64Array, pause: number): number {
  let sessions = 0;
  let length = 0;
  for (let i = 0; i < sorted.length; i++) {
    length = i > 0 && sorted[i] - sorted[i - 1] > pause ? 1 : length + 1;
    if (length === ENOUGH) sessions++;
  }
  return sessions;
}
