import { invertIds } from '../../shaders/embedding/inverted_index.ts';
import type { EventsShape } from './events.ts';

/** Where the numbers of a batch go: the array of each leaf. */
export interface Filled {
  integers(leaf: string): Uint32Array;
}

/** Writes a history to row `row` of the batch: its last T items, right-aligned. */
export function fillHistory(into: Filled, { time }: EventsShape, row: number, items: ArrayLike<number>): void {
  into.integers('start')[row] = writeTokens(into.integers('ids'), time, row, items);
}

/** The inverted index of the batch, once all of its histories are written. */
export function fillIndex(into: Filled, { vocabulary }: EventsShape): void {
  const { offsets, places } = invertIds(into.integers('ids'), vocabulary);
  into.integers('offsets').set(offsets);
  into.integers('places').set(places);
}

/** Writes the tokens of the last T items to row `row` of (B, T), right-aligned behind padding. Returns the padding. */
export function writeTokens(tokens: Uint32Array, time: number, row: number, items: ArrayLike<number>): number {
  const kept = Math.min(items.length, time);
  const start = time - kept;
  tokens.fill(0, row * time, row * time + start);
  for (let t = 0; t < kept; t++) tokens[row * time + start + t] = items[items.length - kept + t] + 1;
  return start;
}
