/** The item that is read first, one of which nobody knows when it or the one before it was taken, a mask; 0 is padding. */
const UNKNOWN = 1;
const FIRST_BUCKET = 2;
/** The last holds all that is longer than 5.4 years. */
const BUCKETS = 64;

/** Rows of a table that has one for each kind of time between two items. */
export const GAP_ROWS = FIRST_BUCKET + BUCKETS;

/**
 * The row of a time between two items, in seconds: that of the unknown for NaN, else of bucket ⌊ln(max(1, |Δt|)) / 0.301⌋, so that
 * each is a third longer than the one before.
 *
 * @see Zhai et al. 2024, arXiv:2402.17152, whose code has 128 of them for the bias of its attention
 */
export function gapRow(seconds: number): number {
  if (Number.isNaN(seconds)) return UNKNOWN;
  return FIRST_BUCKET + Math.min(BUCKETS - 1, Math.floor(Math.log(Math.max(1, Math.abs(seconds))) / 0.301));
}
