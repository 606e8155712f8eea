import { invertIds } from '../../shaders/embedding/inverted_index.ts';
import { UNKNOWN_KIND, type History } from '../core/history.ts';
import { firstLeaf, gapLeaves, kindLeaves, SECONDS, valueLeaves, type EventsShape } from './events.ts';
import type { Filled } from './filled.ts';
import { GAP_ROWS, gapRow } from './gaps.ts';
import { KIND_ROWS, kindRow } from './kinds.ts';
import { VALUE_ROWS, valueRow } from './values.ts';

/** Writes the last T items of a history to row `row` of the batch, and what was asked for of them. Returns how many they are. */
export function fillHistory(into: Filled, shape: EventsShape, row: number, history: History): number {
  const { time, window } = shape;
  const length = writeTokens(into.integers('ids'), time, row, history.items);
  into.integers('lengths')[row] = length;
  for (const counted of ['newest', 'oldest'] as const) {
    const leaf = firstLeaf(counted);
    if (into.has(leaf)) into.integers(leaf)[row] = counted === 'newest' ? window - length : 0;
  }
  const [from, to] = [row * time, (row + 1) * time];
  if (into.has(kindLeaves.ids)) {
    writeKinds(into.integers(kindLeaves.ids).subarray(from, to), history, length, shape.items);
  }
  if (into.has(valueLeaves.ids)) writeValues(into.integers(valueLeaves.ids).subarray(from, to), history, length, shape);
  if (!into.has(gapLeaves.ids) && !into.has(SECONDS)) return length;
  const times = timesOf(history, length, shape.items);
  if (into.has(gapLeaves.ids)) writeGaps(into.integers(gapLeaves.ids).subarray(from, to), times);
  if (into.has(SECONDS)) writeSeconds(into.numbers(SECONDS).subarray(from, to), times);
  return length;
}

/** The inverted indices of the batch, once all of its histories are written. */
export function fillIndex(into: Filled, { vocabulary }: EventsShape): void {
  writeIndex(into, vocabulary, { ids: 'ids', offsets: 'offsets', places: 'places' });
  if (into.has(gapLeaves.offsets)) writeIndex(into, GAP_ROWS, gapLeaves);
  if (into.has(kindLeaves.offsets)) writeIndex(into, KIND_ROWS, kindLeaves);
  if (into.has(valueLeaves.offsets)) writeIndex(into, VALUE_ROWS, valueLeaves);
}

/** Names of ids and of their inverted index. */
type IndexLeaves = Readonly<Record<'ids' | 'offsets' | 'places', string>>;

/** The inverted index of ids that are written. */
export function writeIndex(into: Filled, rows: number, leaves: IndexLeaves): void {
  const { offsets, places } = invertIds(into.integers(leaves.ids), rows);
  into.integers(leaves.offsets).set(offsets);
  into.integers(leaves.places).set(places);
}

/** Writes the tokens of the last T items to row `row` of (B, T), padding behind them. Returns how many they are. */
export function writeTokens(tokens: Uint32Array, time: number, row: number, items: ArrayLike<number>): number {
  const kept = Math.min(items.length, time);
  for (let t = 0; t < kept; t++) tokens[row * time + t] = items[items.length - kept + t] + 1;
  tokens.fill(0, row * time + kept, (row + 1) * time);
  return kept;
}

/** When each of the last `length` items was taken, NaN where nobody knows; nobody knows it of a mask. */
function timesOf({ items, times }: History, length: number, catalogue: number): Float64Array {
  const first = items.length - length;
  return Float64Array.from({ length }, (_, t) =>
    times === null || items[first + t] >= catalogue ? NaN : times[first + t],
  );
}

function writeGaps(rows: Uint32Array, times: Float64Array): void {
  rows.fill(0, times.length);
  for (let t = 0; t < times.length; t++) rows[t] = gapRow(t === 0 ? NaN : times[t] - times[t - 1]);
}

/** Of a mask nobody knows the kind, whatever is hidden behind it. */
function writeKinds(rows: Uint32Array, { items, kinds }: History, length: number, catalogue: number): void {
  const first = items.length - length;
  rows.fill(0, length);
  for (let t = 0; t < length; t++) {
    const isKnown = kinds !== null && items[first + t] < catalogue;
    rows[t] = kindRow(isKnown ? kinds[first + t] : UNKNOWN_KIND);
  }
}

/** Of a mask nobody knows the value either. @throws Error where nobody said which values are told apart */
function writeValues(
  rows: Uint32Array,
  { items, values }: History,
  length: number,
  { items: catalogue, levels }: EventsShape,
): void {
  if (levels === undefined) throw new Error('events: the model reads values, and was told no levels of them');
  const first = items.length - length;
  rows.fill(0, length);
  for (let t = 0; t < length; t++) {
    const isKnown = values !== null && items[first + t] < catalogue;
    rows[t] = valueRow(isKnown ? values[first + t] : NaN, levels);
  }
}

/** Since the earliest, so that f32 tells seconds apart for half a year. */
function writeSeconds(seconds: Float32Array, times: Float64Array): void {
  const earliest = times.reduce((least, at) => (at < least ? at : least), Infinity);
  seconds.fill(-1);
  times.forEach((at, t) => {
    if (!Number.isNaN(at)) seconds[t] = at - earliest;
  });
}
