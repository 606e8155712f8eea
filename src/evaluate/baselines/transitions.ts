import { type Pacer } from '../../core/pace.ts';
import { type Split, training } from '../../data/split.ts';

/**
 * How often item b follows item a, weighted by distance, as a sparse matrix by rows.
 * Within a row the columns stand in the order in which training first met them, which breaks ties of equal weights.
 */
export interface Transitions {
  /** (items + 1): row a is columns[offsets[a]] … columns[offsets[a + 1] − 1]. */
  readonly offsets: Uint32Array;
  readonly columns: Uint32Array;
  /** Doubles: sums of thirds and fifths must round as the reference's do. */
  readonly weights: Float64Array;
}

/** Which pairs of one history count: b at most `window` places after a adds 1 / distance to (a, b) … */
export interface TransitionRule {
  readonly window: number;
  /** … and `backward` / distance to (b, a); 0 counts forwards only. */
  readonly backward: number;
}

/** Stands between histories; no item has this number. */
const BOUNDARY = 0xffffffff;

/** Pairs up to five places apart, half as much backwards: of two-hop graph and item neighbours. */
export const nearby: TransitionRule = { window: 5, backward: 0.5 };

/** All training histories in one array, and where each item stands in it. */
export interface Joined {
  readonly items: number;
  /** With a BOUNDARY before, between and after histories. */
  readonly histories: Uint32Array;
  /** (items + 1): places[offsets[a]] … places[offsets[a + 1] − 1] are those of item a, ascending. */
  readonly offsets: Uint32Array;
  readonly places: Uint32Array;
}

/** Joins the training histories. Throws CancelledError. */
export const joinHistories = (split: Split, pacer: Pacer): Promise<Joined> => pacer.through(joining(split));

/** Interactions, or histories, between two looks at the clock. */
const PIECE = 2 ** 16;

function* joining(split: Split): Generator<void, Joined> {
  const items = split.dataset.catalogue.ids.length;
  const users = split.training.users.length;
  let length = 1;
  for (let k = 0; k < users; k++) length += training(split, k).items.length + 1;
  const histories = new Uint32Array(length).fill(BOUNDARY);
  for (let k = 0, at = 1; k < users; k++) {
    const history = training(split, k).items;
    histories.set(history, at);
    at += history.length + 1;
    if (k % PIECE === 0) yield;
  }
  const offsets = new Uint32Array(items + 1);
  for (let at = 0; at < length; at++) {
    if (histories[at] !== BOUNDARY) offsets[histories[at] + 1]++;
    if (at % PIECE === 0) yield;
  }
  for (let item = 0; item < items; item++) offsets[item + 1] += offsets[item];
  const next = offsets.slice(0, items);
  const places = new Uint32Array(offsets[items]);
  for (let at = 0; at < length; at++) {
    if (histories[at] !== BOUNDARY) places[next[histories[at]]++] = at;
    if (at % PIECE === 0) yield;
  }
  return { items, histories, offsets, places };
}

/** Rows that grow at the end. */
class Rows {
  columns = new Uint32Array(1 << 16);
  weights = new Float64Array(1 << 16);
  length = 0;
  private readonly slot: Uint32Array;
  /** Row (from 1) whose slot an item's `slot` is. */
  private readonly slotRow: Uint32Array;

  constructor(items: number) {
    this.slot = new Uint32Array(items);
    this.slotRow = new Uint32Array(items);
  }

  /** Makes room for `more` entries. */
  reserve(more: number): void {
    if (this.length + more <= this.columns.length) return;
    const capacity = Math.max(2 * this.columns.length, this.length + more);
    const { columns, weights } = this;
    this.columns = new Uint32Array(capacity);
    this.columns.set(columns.subarray(0, this.length));
    this.weights = new Float64Array(capacity);
    this.weights.set(weights.subarray(0, this.length));
  }

  /** Adds to (row, column). Rows come one after another; room was reserved. */
  add(row: number, column: number, weight: number): void {
    if (this.slotRow[column] === row + 1) {
      this.weights[this.slot[column]] += weight;
      return;
    }
    this.slotRow[column] = row + 1;
    this.slot[column] = this.length;
    this.columns[this.length] = column;
    this.weights[this.length++] = weight;
  }
}

/**
 * Counts transitions in the training histories. Every sum is taken in the order of a walk over user, earlier item, distance:
 * a row is gathered from the places of its item, so no list of pairs is ever stored. Time is proportional to
 * interactions × window², memory to the distinct pairs (12 bytes each).
 */
export async function countTransitions(of: Joined, rule: TransitionRule, pacer: Pacer): Promise<Transitions> {
  const { window, backward } = rule;
  const { items, histories: joined, offsets: placeOffsets, places } = of;
  const rows = new Rows(items);
  const offsets = new Uint32Array(items + 1);

  /** Pairs of the earlier place `from` that end at `item`. */
  const gatherBackward = (item: number, from: number): void => {
    for (let d = 1; d <= window && joined[from + d] !== BOUNDARY; d++) {
      if (joined[from + d] === item) rows.add(item, joined[from], backward / d);
    }
  };
  /** Pairs of `item` at `from`, and of the item with itself. */
  const gatherForward = (item: number, from: number): void => {
    for (let d = 1; d <= window && joined[from + d] !== BOUNDARY; d++) {
      rows.add(item, joined[from + d], 1 / d);
      if (backward > 0 && joined[from + d] === item) rows.add(item, item, backward / d);
    }
  };

  for (let item = 0; item < items; item++) {
    const [first, end] = [placeOffsets[item], placeOffsets[item + 1]];
    rows.reserve(Math.min(items, 2 * window * (end - first)));
    let walked = 0; // places before this one have been earlier items already
    for (let i = first; i < end; i++) {
      const place = places[i];
      let from = place;
      if (backward > 0) {
        while (from > walked && place - from < window && joined[from - 1] !== BOUNDARY) from--;
        for (; from < place; from++) gatherBackward(item, from);
      }
      gatherForward(item, place);
      walked = place + 1;
    }
    offsets[item + 1] = rows.length;
    if (item % 64 === 63 && pacer.due()) await pacer.rest(item / items);
  }
  return { offsets, columns: rows.columns.slice(0, rows.length), weights: rows.weights.slice(0, rows.length) };
}
