import { invertIds } from '../../shaders/embedding/inverted_index.ts';
import { firstLeaf, type EventsShape } from './events.ts';
import type { Filled } from './filled.ts';

/** Writes the last T items of a history to row `row` of the batch. Returns how many they are. */
export function fillHistory(
  into: Filled,
  { time, window }: EventsShape,
  row: number,
  items: ArrayLike<number>,
): number {
  const length = writeTokens(into.integers('ids'), time, row, items);
  into.integers('lengths')[row] = length;
  for (const counted of ['newest', 'oldest'] as const) {
    const leaf = firstLeaf(counted);
    if (into.has(leaf)) into.integers(leaf)[row] = counted === 'newest' ? window - length : 0;
  }
  return length;
}

/** The inverted index of the batch, once all of its histories are written. */
export function fillIndex(into: Filled, { vocabulary }: EventsShape): void {
  const { offsets, places } = invertIds(into.integers('ids'), vocabulary);
  into.integers('offsets').set(offsets);
  into.integers('places').set(places);
}

/** Writes the tokens of the last T items to row `row` of (B, T), padding behind them. Returns how many they are. */
export function writeTokens(tokens: Uint32Array, time: number, row: number, items: ArrayLike<number>): number {
  const kept = Math.min(items.length, time);
  for (let t = 0; t < kept; t++) tokens[row * time + t] = items[items.length - kept + t] + 1;
  tokens.fill(0, row * time + kept, (row + 1) * time);
  return kept;
}
