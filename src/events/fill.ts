import { invertIds } from '../../shaders/embedding/inverted_index.ts';
import { UNKNOWN_KIND, type History } from '../core/history.ts';
import {
  firstLeaf,
  gapLeaves,
  kindLeaves,
  positionLeaves,
  SECONDS,
  SPANS,
  STARTS,
  valueLeaves,
  type Counted,
  type EventsShape,
} from './events.ts';
import type { Filled } from './filled.ts';
import { GAP_ROWS, gapRow } from './gaps.ts';
import { KIND_ROWS, kindRow } from './kinds.ts';
import { VALUE_ROWS, valueRow } from './values.ts';

const COUNTED: readonly Counted[] = ['newest', 'oldest'];

/** Leaves that hold a number for each position, 0 where there is padding. */
const BY_POSITION = [
  'ids',
  STARTS,
  gapLeaves.ids,
  kindLeaves.ids,
  valueLeaves.ids,
  ...COUNTED.map((from) => positionLeaves(from).ids),
];

/** Writes the last T items of a history to row `row` of the batch, and what was asked for of them. Returns how many they are. */
export const fillHistory = (into: Filled, shape: EventsShape, row: number, history: History): number =>
  fillRow(into, shape, row, [history]);

/**
 * Writes histories one behind another to row `row` of the batch, of each the last T items, and what was asked for of them. Returns
 * how many items they are. @throws Error where there is no room for them
 */
export function fillRow(into: Filled, shape: EventsShape, row: number, histories: readonly History[]): number {
  const { time, window } = shape;
  writePadding(into, row * time, time);
  let filled = 0;
  for (const history of histories) {
    const length = Math.min(history.items.length, time);
    if (filled + length > time) throw new Error(`events: ${filled + length} items in row ${row}, which has ${time}`);
    writeHistory(into, shape, row * time + filled, length, history);
    if (into.has(SPANS)) writeSpans(into.integers(SPANS).subarray(2 * row * time), filled, filled + length);
    filled += length;
  }
  into.integers('lengths')[row] = filled;
  for (const counted of COUNTED) {
    const leaf = firstLeaf(counted);
    if (into.has(leaf)) into.integers(leaf)[row] = counted === 'newest' ? window - filled : 0;
  }
  return filled;
}

/** Padding at `time` positions from `from` on. */
function writePadding(into: Filled, from: number, time: number): void {
  for (const leaf of BY_POSITION) if (into.has(leaf)) into.integers(leaf).fill(0, from, from + time);
  if (into.has(SECONDS)) into.numbers(SECONDS).fill(-1, from, from + time);
  if (!into.has(SPANS)) return;
  for (let t = 0; t < time; t++) writeSpans(into.integers(SPANS).subarray(2 * from), t, t + 1);
}

/** The last `length` items of a history, the oldest of them at place `at` of (B, T). */
function writeHistory(into: Filled, shape: EventsShape, at: number, length: number, history: History): void {
  const places = (leaf: string): Uint32Array => into.integers(leaf).subarray(at, at + length);
  const kept = history.items.subarray(history.items.length - length);
  kept.forEach((item, t) => (places('ids')[t] = item + 1));
  if (length > 0 && into.has(STARTS)) places(STARTS)[0] = 1;
  for (const counted of COUNTED) {
    const leaf = positionLeaves(counted).ids;
    const first = counted === 'newest' ? shape.window - length : 0;
    if (into.has(leaf)) places(leaf).forEach((_, t, positions) => (positions[t] = first + t));
  }
  if (into.has(kindLeaves.ids)) writeKinds(places(kindLeaves.ids), history, length, shape.items);
  if (into.has(valueLeaves.ids)) writeValues(places(valueLeaves.ids), history, length, shape);
  if (!into.has(gapLeaves.ids) && !into.has(SECONDS)) return;
  const times = timesOf(history, length, shape.items);
  if (into.has(gapLeaves.ids)) writeGaps(places(gapLeaves.ids), times);
  if (into.has(SECONDS)) writeSeconds(into.numbers(SECONDS).subarray(at, at + length), times);
}

/** Of the positions [from, to) of a row, that a history reaches so far. */
function writeSpans(spans: Uint32Array, from: number, to: number): void {
  for (let t = from; t < to; t++) spans.set([from, to], 2 * t);
}

/** The inverted indices of the batch, once all of its rows are written. */
export function fillIndex(into: Filled, { vocabulary, window }: EventsShape): void {
  writeIndex(into, vocabulary, { ids: 'ids', offsets: 'offsets', places: 'places' });
  if (into.has(gapLeaves.offsets)) writeIndex(into, GAP_ROWS, gapLeaves);
  if (into.has(kindLeaves.offsets)) writeIndex(into, KIND_ROWS, kindLeaves);
  if (into.has(valueLeaves.offsets)) writeIndex(into, VALUE_ROWS, valueLeaves);
  for (const counted of COUNTED) writePositionIndex(into, window, positionLeaves(counted));
}

/** Names of ids and of their inverted index. */
type IndexLeaves = Readonly<Record<'ids' | 'offsets' | 'places', string>>;

/** The inverted index of ids that are written. */
export function writeIndex(into: Filled, rows: number, leaves: IndexLeaves): void {
  const { offsets, places } = invertIds(into.integers(leaves.ids), rows);
  into.integers(leaves.offsets).set(offsets);
  into.integers(leaves.places).set(places);
}

/** Unlike other ids, position 0 is one of a table's rows, and padding has none: it is what stands beside no item. */
function writePositionIndex(into: Filled, window: number, leaves: IndexLeaves): void {
  if (!into.has(leaves.offsets)) return;
  const [items, positions] = [into.integers('ids'), into.integers(leaves.ids)];
  const rows = positions.map((position, place) => (items[place] === 0 ? 0 : position + 1));
  const { offsets, places } = invertIds(rows, window + 1);
  into.integers(leaves.offsets).set(offsets.subarray(1));
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
  for (let t = 0; t < times.length; t++) rows[t] = gapRow(t === 0 ? NaN : times[t] - times[t - 1]);
}

/** Of a mask nobody knows the kind, whatever is hidden behind it. */
function writeKinds(rows: Uint32Array, { items, kinds }: History, length: number, catalogue: number): void {
  const first = items.length - length;
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
  for (let t = 0; t < length; t++) {
    const isKnown = values !== null && items[first + t] < catalogue;
    rows[t] = valueRow(isKnown ? values[first + t] : NaN, levels);
  }
}

/** Since the earliest, so that f32 tells seconds apart for half a year. */
function writeSeconds(seconds: Float32Array, times: Float64Array): void {
  const earliest = times.reduce((least, at) => (at < least ? at : least), Infinity);
  times.forEach((at, t) => {
    if (!Number.isNaN(at)) seconds[t] = at - earliest;
  });
}
