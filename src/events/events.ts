import type { Field } from '../core/history.ts';
import { leaf, type Tensor } from '../graph/tensor.ts';
import type { Indexed, Placed } from '../ops/index.ts';
import { codeLeaves, tokenLeaves, tokenRows, type CodesShape } from './codes.ts';
import { GAP_ROWS } from './gaps.ts';
import { KIND_ROWS } from './kinds.ts';
import { ENDS, mostPrefixes, prefixLeaves } from './prefixes.ts';
import { VALUE_ROWS } from './values.ts';

/** Sizes of a batch. */
export interface EventsShape {
  /** B: rows, of one history each unless they are packed. */
  readonly batch: number;
  /** T: positions of each. */
  readonly time: number;
  /** W ≥ T: most items that the model reads of a history; a batch need not be as long. */
  readonly window: number;
  /** N: items of the catalogue. */
  readonly items: number;
  /** V > N: rows of the table of tokens; row 0 is padding, row i + 1 is item i, those behind are no items. */
  readonly vocabulary: number;
  /** Values that are told apart, ascending, at most MOST_LEVELS; absent where none are read. */
  readonly levels?: readonly number[];
  /** Whether a row holds several histories, one behind another, of which none sees another. */
  readonly packed?: boolean;
}

/** The beginnings of one length that items' codes have, for what is guessed code by code. */
export interface Prefixes {
  /** u32 (P): of each the beginning one code shorter. */
  readonly before: Tensor;
  /** u32 (P): its last code, as a row of the table of that slot. */
  readonly codes: Tensor;
}

/** Where positions are counted from: the newest item has the same one in every history, or the oldest has. */
export type Counted = 'newest' | 'oldest';

/**
 * A batch of histories as every part of a model reads it: left-aligned, oldest item first, padding behind the newest. Where rows are
 * packed, the next history follows the newest item of the one before, and padding is behind the last.
 */
export class Events {
  readonly shape: EventsShape;
  /** Token of each position (B, T), 0 is padding, with the inverted index. */
  readonly items: Indexed;
  /** u32 (N): the positions b · T + t whose states are wanted, where not all are. For inference: without gradients. */
  readonly at: Tensor | undefined;
  /** u32 (B): items of each row. */
  private readonly lengths: Tensor;
  private readonly spans: Tensor;
  private readonly placed = new Map<Counted, Placed>();
  private readonly coded = new Map<number, Indexed>();
  private readonly begun = new Map<number, Prefixes>();
  private ended: Tensor | null = null;
  private tokensRead: Indexed | null = null;
  private gapsRead: Indexed | null = null;
  private secondsRead: Tensor | null = null;
  private kindsRead: Indexed | null = null;
  private valuesRead: Indexed | null = null;
  private startsRead: Tensor | null = null;
  private spansRead = false;

  constructor(shape: EventsShape, at?: Tensor) {
    const { batch, time, vocabulary } = shape;
    this.shape = shape;
    this.items = indexed([batch, time], vocabulary, { ids: 'ids', offsets: 'offsets', places: 'places' });
    this.lengths = leaf('lengths', [batch], 'u32');
    this.spans = leaf(SPANS, [batch, time, 2], 'u32');
    this.at = at;
  }

  /**
   * How far histories reach, for what looks at all of one at once: u32 (B), the items of each row; where rows are packed, u32 (B, T, 2),
   * from where to where, half-open, the history reaches that stands at a position. Padding reaches over itself.
   */
  reach(): Tensor {
    if (this.shape.packed !== true) return this.lengths;
    this.spansRead = true;
    return this.spans;
  }

  /** u32 (B, T): 1 where a history begins, 0 elsewhere, for what goes from item to item; undefined where each row is one history. */
  starts(): Tensor | undefined {
    const { batch, time, packed } = this.shape;
    if (packed !== true) return undefined;
    this.startsRead ??= leaf(STARTS, [batch, time], 'u32');
    return this.startsRead;
  }

  /**
   * Which of W positions each item has: u32 (B), that of each history's oldest one: 0, or W − length where the newest has the last. Where
   * rows are packed, that of every item (B, T), with the inverted index; it counts anew in each history.
   */
  positions(counted: Counted): Placed {
    const { batch, time, window, packed } = this.shape;
    const placed =
      this.placed.get(counted) ??
      (packed === true
        ? indexed([batch, time], window, positionLeaves(counted))
        : leaf(firstLeaf(counted), [batch], 'u32'));
    this.placed.set(counted, placed);
    return placed;
  }

  /** Codes (V) of the catalogue in one slot with their inverted index: ids into a table of `size` + 1 rows, of which row 0 is padding. */
  codes(slot: number, size: number): Indexed {
    const { vocabulary } = this.shape;
    const names = codeLeaves(slot);
    const codes = this.coded.get(slot) ?? {
      ids: leaf(names.ids, [vocabulary], 'u32'),
      offsets: leaf(names.offsets, [size + 2], 'u32'),
      places: leaf(names.places, [vocabulary], 'u32'),
    };
    this.coded.set(slot, codes);
    return codes;
  }

  /** The beginnings of `length` codes, of which some may be nobody's: P = min(size^length, N). */
  prefixes(length: number, shape: CodesShape): Prefixes {
    const count = mostPrefixes(shape, length, this.shape.items);
    const names = prefixLeaves(length);
    const prefixes = this.begun.get(length) ?? {
      before: leaf(names.before, [count], 'u32'),
      codes: leaf(names.codes, [count], 'u32'),
    };
    this.begun.set(length, prefixes);
    return prefixes;
  }

  /** u32 (V): of each token the beginning of all its codes but the last. */
  ends(): Tensor {
    this.ended ??= leaf(ENDS, [this.shape.vocabulary], 'u32');
    return this.ended;
  }

  /**
   * Codes (V, slots) of the catalogue in all slots with their inverted index: ids into one table of slots · size + 1 rows, of
   * which row 0 is padding, so that an item is read as its codes one after another.
   */
  tokens(codes: CodesShape): Indexed {
    const [vocabulary, rows] = [this.shape.vocabulary, tokenRows(codes)];
    this.tokensRead ??= {
      ids: leaf(tokenLeaves.ids, [vocabulary, codes.slots], 'u32'),
      offsets: leaf(tokenLeaves.offsets, [rows + 1], 'u32'),
      places: leaf(tokenLeaves.places, [vocabulary * codes.slots], 'u32'),
    };
    return this.tokensRead;
  }

  /** What was asked for of the catalogue, which is filled once and holds for every batch. */
  get constants(): readonly Tensor[] {
    const all = this.tokensRead === null ? [] : [this.tokensRead];
    const codes = [...this.coded.values(), ...this.begun.values(), ...all];
    const tensors = codes.flatMap((of) => Object.values<Tensor>({ ...of }));
    return this.ended === null ? tensors : [...tensors, this.ended];
  }

  /**
   * How long after the item before it each was taken (B, T), as rows of a table of GAP_ROWS, with the inverted index: 0 is
   * padding, 1 that nobody knows, the others are buckets (gaps.ts). The first item that is read and a mask have no gap.
   */
  gaps(): Indexed {
    const { batch, time } = this.shape;
    this.gapsRead ??= indexed([batch, time], GAP_ROWS, gapLeaves);
    return this.gapsRead;
  }

  /** f32 (B, T): seconds since the earliest item that is read of the same history, −1 where nobody knows and for padding. */
  seconds(): Tensor {
    this.secondsRead ??= leaf(SECONDS, [this.shape.batch, this.shape.time]);
    return this.secondsRead;
  }

  /**
   * Of which kind each event is (B, T), as rows of a table of KIND_ROWS, with the inverted index: 0 is padding, 1 that nobody
   * knows, 2 + k is kind k of the data. Of a mask nobody knows it.
   */
  kinds(): Indexed {
    const { batch, time } = this.shape;
    this.kindsRead ??= indexed([batch, time], KIND_ROWS, kindLeaves);
    return this.kindsRead;
  }

  /**
   * What each event was worth (B, T), as rows of a table of VALUE_ROWS, with the inverted index: 0 is padding, 1 that nobody knows,
   * 2 + l is level l (values.ts). Of a mask nobody knows it.
   */
  values(): Indexed {
    const { batch, time } = this.shape;
    this.valuesRead ??= indexed([batch, time], VALUE_ROWS, valueLeaves);
    return this.valuesRead;
  }

  /** What was asked for of events beside their items, so that histories must say it. */
  get fields(): readonly Field[] {
    return [
      ...(this.gapsRead === null && this.secondsRead === null ? [] : (['times'] as const)),
      ...(this.kindsRead === null ? [] : (['kinds'] as const)),
      ...(this.valuesRead === null ? [] : (['values'] as const)),
    ];
  }

  /** What must be filled for a forward pass: what was asked for. */
  get read(): readonly Tensor[] {
    const beside = this.beside.map(({ ids }) => ids);
    const placed = [...this.placed.values()].map((each) => ('ids' in each ? each.ids : each));
    const alone = [this.secondsRead, this.startsRead, this.spansRead ? this.spans : null].filter((t) => t !== null);
    return [this.items.ids, this.lengths, ...placed, ...beside, ...alone];
  }

  /** What must be filled beside for gradients: the inverted indices. */
  get gathered(): readonly Tensor[] {
    const placed = [...this.placed.values()].filter((each) => 'ids' in each);
    return [this.items, ...this.beside, ...placed].flatMap(({ offsets, places }) => [offsets, places]);
  }

  /** Rows of tables that were asked for beside those of the items. */
  private get beside(): readonly Indexed[] {
    return [this.gapsRead, this.kindsRead, this.valuesRead].filter((rows) => rows !== null);
  }
}

/** Leaves of the gaps and their inverted index, and of seconds. */
export const gapLeaves = { ids: 'gaps of items', offsets: 'offsets of gaps', places: 'places of gaps' } as const;
export const SECONDS = 'seconds of items';

/** Leaves of the kinds and their inverted index. */
export const kindLeaves = { ids: 'kinds of events', offsets: 'offsets of kinds', places: 'places of kinds' } as const;

/** Leaves of the values and their inverted index. */
export const valueLeaves = {
  ids: 'values of events',
  offsets: 'offsets of values',
  places: 'places of values',
} as const;

/** Leaves of packed rows: where histories begin, and from where to where that of each position reaches. */
export const STARTS = 'starts of histories';
export const SPANS = 'spans of histories';

/** Leaves of the position of each item of packed rows, and their inverted index. */
export const positionLeaves = (counted: Counted) => {
  const from = `from the ${counted}`;
  return { ids: `positions ${from}`, offsets: `offsets of positions ${from}`, places: `places of positions ${from}` };
};

const indexed = (
  [batch, time]: readonly [number, number],
  rows: number,
  named: Readonly<Record<'ids' | 'offsets' | 'places', string>>,
): Indexed => ({
  ids: leaf(named.ids, [batch, time], 'u32'),
  offsets: leaf(named.offsets, [rows + 1], 'u32'),
  places: leaf(named.places, [batch * time], 'u32'),
});

/** @throws Error for positions counted from anywhere else, as by a configuration that was not filled in */
export function firstLeaf(counted: Counted): string {
  if (counted !== 'newest' && counted !== 'oldest') throw new Error(`events: positions from '${String(counted)}'`);
  return `first from the ${counted}`;
}
