import type { Field } from '../core/history.ts';
import { leaf, type Tensor } from '../graph/tensor.ts';
import type { Indexed } from '../ops/index.ts';
import { codeLeaves, type CodesShape } from './codes.ts';
import { GAP_ROWS } from './gaps.ts';
import { KIND_ROWS } from './kinds.ts';
import { ENDS, mostPrefixes, prefixLeaves } from './prefixes.ts';
import { VALUE_ROWS } from './values.ts';

/** Sizes of a batch. */
export interface EventsShape {
  /** B: histories. */
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

/** A batch of histories as every part of a model reads it: left-aligned, oldest item first, padding behind the newest. */
export class Events {
  readonly shape: EventsShape;
  /** Token of each position (B, T), 0 is padding, with the inverted index. */
  readonly items: Indexed;
  /** u32 (B): items of each history. */
  readonly lengths: Tensor;
  /** u32 (N): the positions b · T + t whose states are wanted, where not all are. For inference: without gradients. */
  readonly at: Tensor | undefined;
  private readonly firsts = new Map<Counted, Tensor>();
  private readonly coded = new Map<number, Indexed>();
  private readonly begun = new Map<number, Prefixes>();
  private ended: Tensor | null = null;
  private gapsRead: Indexed | null = null;
  private secondsRead: Tensor | null = null;
  private kindsRead: Indexed | null = null;
  private valuesRead: Indexed | null = null;

  constructor(shape: EventsShape, at?: Tensor) {
    const { batch, time, vocabulary } = shape;
    this.shape = shape;
    this.items = indexed([batch, time], vocabulary, { ids: 'ids', offsets: 'offsets', places: 'places' });
    this.lengths = leaf('lengths', [batch], 'u32');
    this.at = at;
  }

  /** u32 (B): which of W positions is that of each history's oldest item: 0, or W − length where the newest has the last. */
  first(counted: Counted): Tensor {
    const first = this.firsts.get(counted) ?? leaf(firstLeaf(counted), [this.shape.batch], 'u32');
    this.firsts.set(counted, first);
    return first;
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

  /** What was asked for of the catalogue, which is filled once and holds for every batch. */
  get constants(): readonly Tensor[] {
    const codes = [...this.coded.values(), ...this.begun.values()].flatMap((of) => Object.values<Tensor>({ ...of }));
    return this.ended === null ? codes : [...codes, this.ended];
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
    const seconds = this.secondsRead === null ? [] : [this.secondsRead];
    return [this.items.ids, this.lengths, ...this.firsts.values(), ...beside, ...seconds];
  }

  /** What must be filled beside for gradients: the inverted indices. */
  get gathered(): readonly Tensor[] {
    return [this.items, ...this.beside].flatMap(({ offsets, places }) => [offsets, places]);
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
