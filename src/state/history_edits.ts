import type { Item } from '../worker/contract.ts';
import type { HistoryEntry, Remembered, TrySlice } from './slices/try.ts';

/** Edits that can be taken back. */
const REMEMBERED = 100;

let keys = 0;

interface KnownOfEvents {
  readonly times?: readonly number[] | null;
  readonly kinds?: readonly (string | null)[] | null;
  readonly values?: readonly (number | null)[] | null;
}

/** Items as entries of a history, with what else is known of the event of each. */
export const entriesOf = (items: readonly Item[], { times, kinds, values }: KnownOfEvents = {}): HistoryEntry[] =>
  items.map((item, i) => ({
    ...{ ...item, key: ++keys, muted: false },
    ...{ time: times?.[i] ?? null, kind: kinds?.[i] ?? null, value: values?.[i] ?? null },
  }));

const remembered = ({ user, history, taken, own, newItems }: TrySlice): Remembered => ({
  ...{ user, history, taken, own },
  newItems,
});

/** The state after an edit, which can be taken back. */
export const edited = (state: TrySlice, change: Partial<Remembered>): Partial<TrySlice> => ({
  ...change,
  ...(change.history === undefined ? {} : { emptied: change.history.length === 0 }),
  past: [...state.past, remembered(state)].slice(-REMEMBERED),
  future: [],
  remark: null,
});

export function undone(state: TrySlice): Partial<TrySlice> | null {
  const last = state.past.at(-1);
  if (last === undefined) return null;
  return { ...last, emptied: false, past: state.past.slice(0, -1), future: [remembered(state), ...state.future] };
}

export function redone(state: TrySlice): Partial<TrySlice> | null {
  const [next, ...future] = state.future;
  if (next === undefined) return null;
  return { ...next, emptied: next.history.length === 0, past: [...state.past, remembered(state)], future };
}

/** `list` with the element at `from` taken out and put in at `to`. */
export function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const rest = list.filter((_, i) => i !== from);
  return [...rest.slice(0, to), ...list.slice(from, from + 1), ...rest.slice(to)];
}

/** Whether the history is still the user's own. */
export const isOwn = ({ own, history }: Pick<TrySlice, 'own' | 'history'>): boolean =>
  own !== null &&
  own.history.length === history.length &&
  own.history.every(
    ({ key, muted, time }, i) => key === history[i].key && muted === history[i].muted && time === history[i].time,
  );

/** How many of the last items of the user's own history are gone, where nothing else is changed; null where something is, or nobody's it is. */
export function takenAway({ own, history }: Pick<TrySlice, 'own' | 'history'>): number | null {
  if (own === null || history.length > own.history.length) return null;
  const beginning = { own: { ...own, history: own.history.slice(0, history.length) }, history };
  return isOwn(beginning) ? own.history.length - history.length : null;
}

/** What the user really took after the history, and whether it is what the lists were asked for. */
export interface ReallyNext {
  readonly item: Item;
  /** False where the history was edited, so that no list has to have it. */
  readonly asked: boolean;
}

/** What comes after the history as it is: of one from which the last items were taken away, the first of those. */
export function reallyNext(state: Pick<TrySlice, 'own' | 'history' | 'taken'>): ReallyNext | null {
  const { own, taken } = state;
  const away = takenAway(state);
  if (own !== null && away !== null && away > 0) return { item: own.history[own.history.length - away], asked: true };
  return taken === null ? null : { item: taken, asked: own === null || away === 0 };
}
