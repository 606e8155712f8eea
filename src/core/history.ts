/** A history as every layer passes it: items by their index in the catalogue, the oldest first, and what else is known of each. */
export interface History {
  readonly items: Uint32Array;
  /** Seconds of each item, from one beginning for all of them, NaN where nobody knows; null where nobody knows any. */
  readonly times: Float64Array | null;
  /** Of each event k + 1, where k is its kind among those of the data, UNKNOWN_KIND where nobody knows; null where nobody knows any. */
  readonly kinds: Uint8Array | null;
  /** What each event was worth, such as a rating or a price, in the unit of the data; NaN where nobody knows; null where nobody knows any. */
  readonly values: Float64Array | null;
}

/** What may be known of an event beside its item. */
export type Field = 'times' | 'kinds' | 'values';

export const UNKNOWN_KIND = 0;

/** Kinds of events that are told apart: views, purchases and their like are few. */
export const MOST_KINDS = 30;
/** Characters of the longest name of one. */
export const LONGEST_KIND = 256;

/** Levels of values that are told apart. */
export const MOST_LEVELS = 16;

/** A history of which nobody knows when it happened, how, or what it was worth. */
export const untimed = (items: ArrayLike<number>): History => ({
  items: Uint32Array.from(items),
  times: null,
  kinds: null,
  values: null,
});

/** A history with the seconds of each item; NaN where nobody knows. */
export const timed = (items: ArrayLike<number>, times: ArrayLike<number>): History => ({
  ...untimed(items),
  times: Float64Array.from(times),
});

/** From place `from` up to `to`, of which negative ones count from the end; as a view. */
export const stretch = ({ items, times, kinds, values }: History, from: number, to = items.length): History => ({
  items: items.subarray(from, to),
  times: times?.subarray(from, to) ?? null,
  kinds: kinds?.subarray(from, to) ?? null,
  values: values?.subarray(from, to) ?? null,
});

/** The history without the item at `at`. */
export const without = ({ items, times, kinds, values }: History, at: number): History => ({
  items: items.filter((_, i) => i !== at),
  times: times?.filter((_, i) => i !== at) ?? null,
  kinds: kinds?.filter((_, i) => i !== at) ?? null,
  values: values?.filter((_, i) => i !== at) ?? null,
});

/** The history with one more item, of which nothing else is known. */
export const followedBy = ({ items, times, kinds, values }: History, item: number): History => ({
  items: Uint32Array.from([...items, item]),
  times: times && Float64Array.from([...times, NaN]),
  kinds: kinds && Uint8Array.from([...kinds, UNKNOWN_KIND]),
  values: values && Float64Array.from([...values, NaN]),
});
