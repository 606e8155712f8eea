import { MOST_LEVELS } from '../core/history.ts';

/** Of which nobody knows the value, or a mask; 0 is padding. */
const UNKNOWN = 1;

/** Rows of a table that has one for each level that data may tell apart, whether it has as many or not. */
export const VALUE_ROWS = UNKNOWN + 1 + MOST_LEVELS;

/**
 * The row of a value: that of the unknown for NaN, else that of the last of the levels that is not above it, of the first where all
 * are. `levels` ascend; where there are none, nobody knows any value.
 */
export function valueRow(value: number, levels: readonly number[]): number {
  if (Number.isNaN(value) || levels.length === 0) return UNKNOWN;
  let level = levels.length - 1;
  while (level > 0 && levels[level] > value) level--;
  return UNKNOWN + 1 + level;
}
