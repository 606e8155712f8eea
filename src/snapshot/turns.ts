/** Callers that take turns, in this tab and in others. */
import type { SlotFile } from './slot.ts';

/** The calls used of LockManager. */
type Locks = Pick<LockManager, 'request'>;

/** Seconds that a turn is waited for: one holds a file for moments, or reads all kept runs at once. */
const WAIT_SECONDS = 60;

const browserLocks = (): Locks | undefined =>
  'navigator' in globalThis && 'locks' in navigator ? navigator.locks : undefined;

/** Where a browser has no locks, the callers of this tab still take turns. */
const last = new Map<string, Promise<unknown>>();

/**
 * Does `work` while nobody else of this origin does anything by the same name.
 * @throws Error where the turn does not come within `seconds`
 */
export async function inTurn<T>(
  name: string,
  work: () => Promise<T>,
  locks = browserLocks(),
  seconds = WAIT_SECONDS,
): Promise<T> {
  if (locks === undefined) {
    const mine = (last.get(name) ?? Promise.resolve()).then(work, work);
    last.set(name, mine);
    return mine;
  }
  const signal = AbortSignal.timeout(1000 * seconds);
  try {
    return await locks.request(name, { signal }, work);
  } catch (error) {
    if (!signal.aborted || error !== signal.reason) throw error;
    throw new Error(
      `browser storage: "${name}" has been in use for ${seconds} s; close other tabs of this page and try again`,
    );
  }
}

/** The slot, whose calls take turns by `name`. Its access handles exclude each other: a second one would be refused. */
export const takingTurns = (slot: SlotFile, name: string): SlotFile => ({
  read: () => inTurn(name, () => slot.read()),
  write: (bytes) => inTurn(name, () => slot.write(bytes)),
  remove: () => inTurn(name, () => slot.remove()),
});
