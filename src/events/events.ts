import { leaf, type Tensor } from '../graph/tensor.ts';
import type { Indexed } from '../ops/index.ts';

/** Sizes of a batch. */
export interface EventsShape {
  /** B: histories. */
  readonly batch: number;
  /** T: positions of each. */
  readonly time: number;
  /** V: rows of the table of tokens; row 0 is padding, row i + 1 is item i. */
  readonly vocabulary: number;
}

/** A batch of histories as every part of a model reads it. */
export class Events {
  readonly shape: EventsShape;
  /** Token of each position (B, T), 0 is padding, with the inverted index. */
  readonly items: Indexed;
  /** u32 (B): number of padding positions at the left. */
  readonly start: Tensor;
  /** u32 (N): the positions b · T + t whose states are wanted, where not all are. For inference: without gradients. */
  readonly at: Tensor | undefined;

  constructor(shape: EventsShape, at?: Tensor) {
    const { batch, time, vocabulary } = shape;
    this.shape = shape;
    this.items = {
      ids: leaf('ids', [batch, time], 'u32'),
      offsets: leaf('offsets', [vocabulary + 1], 'u32'),
      places: leaf('places', [batch * time], 'u32'),
    };
    this.start = leaf('start', [batch], 'u32');
    this.at = at;
  }

  /** What must be filled for a forward pass. */
  get read(): readonly Tensor[] {
    return [this.items.ids, this.start];
  }

  /** What must be filled beside for gradients: the inverted index. */
  get gathered(): readonly Tensor[] {
    return [this.items.offsets, this.items.places];
  }
}
