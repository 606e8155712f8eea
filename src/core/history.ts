/** A history as every layer passes it: items by their index in the catalogue, the oldest first, and when each was taken. */
export interface History {
  readonly items: Uint32Array;
  /** Seconds of each item, from one beginning for all of them, NaN where nobody knows; null where nobody knows any. */
  readonly times: Float64Array | null;
}

/** A history of which nobody knows when it happened. */
export const untimed = (items: ArrayLike<number>): History => ({ items: Uint32Array.from(items), times: null });

/** A history with the seconds of each item; NaN where nobody knows. */
export const timed = (items: ArrayLike<number>, times: ArrayLike<number>): History => ({
  items: Uint32Array.from(items),
  times: Float64Array.from(times),
});

/** From place `from` up to `to`, of which negative ones count from the end; as a view. */
export const stretch = ({ items, times }: History, from: number, to = items.length): History => ({
  items: items.subarray(from, to),
  times: times?.subarray(from, to) ?? null,
});

/** The history without the item at `at`. */
export const without = ({ items, times }: History, at: number): History => ({
  items: items.filter((_, i) => i !== at),
  times: times?.filter((_, i) => i !== at) ?? null,
});

/** The history with one more item, nobody knows when. */
export const followedBy = ({ items, times }: History, item: number): History => ({
  items: Uint32Array.from([...items, item]),
  times: times && Float64Array.from([...times, NaN]),
});
