import { epochOrder, writeHistory, type Windows } from '../data/batches.ts';
import { training } from '../data/split.ts';
import type { Arena } from '../runtime/arena.ts';
import { invertIds } from '../../shaders/embedding/inverted_index.ts';
import type { StepShape } from './graph.ts';

/** The upload of one step: the batch arena as bytes, and its tensors as views. */
export class Feed {
  readonly bytes: ArrayBuffer;
  private readonly arena: Arena;

  constructor(arena: Arena) {
    this.arena = arena;
    this.bytes = new ArrayBuffer(arena.count * 4);
  }

  integers(name: string): Uint32Array<ArrayBuffer> {
    const { offset, count } = this.arena.slices[name];
    return new Uint32Array(this.bytes, offset * 4, count);
  }

  numbers(name: string): Float32Array<ArrayBuffer> {
    const { offset, count } = this.arena.slices[name];
    return new Float32Array(this.bytes, offset * 4, count);
  }
}

/** Number of steps in one epoch. */
export const stepsPerEpoch = (windows: Windows, batch: number): number => Math.ceil(windows.user.length / batch);

/** Goes through the windows of an epoch, batch by batch, in the epoch's own order. */
export class Batches {
  private readonly windows: Windows;
  private readonly shape: StepShape;
  private readonly seed: number;
  private epoch = -1;
  private order: Uint32Array = new Uint32Array(0);

  constructor(windows: Windows, shape: StepShape, seed: number) {
    this.windows = windows;
    this.shape = shape;
    this.seed = seed;
  }

  /** Writes batch `at` of `epoch`: histories, targets, padding, inverted index. Returns the number of targets. */
  fill(feed: Feed, epoch: number, at: number): number {
    if (epoch !== this.epoch) {
      this.order = epochOrder(this.windows, this.seed, epoch);
      this.epoch = epoch;
    }
    const { batch, length, vocabulary } = this.shape;
    const [ids, targets, start] = [feed.integers('ids'), feed.integers('targets'), feed.integers('start')];
    let count = 0;
    for (let row = 0; row < batch; row++) {
      const window = at * batch + row;
      const items = window < this.order.length ? this.items(this.order[window]) : EMPTY;
      start[row] = writeHistory(ids, row, length, items.subarray(0, -1));
      writeHistory(targets, row, length, items.subarray(1));
      count += Math.max(0, items.length - 1);
    }
    const { offsets, places } = invertIds(ids, vocabulary);
    feed.integers('offsets').set(offsets);
    feed.integers('places').set(places);
    feed.numbers('inverseCount')[0] = 1 / Math.max(1, count);
    return count;
  }

  private items(window: number): Uint32Array {
    const { split, user, from, to } = this.windows;
    return training(split, user[window]).subarray(from[window], to[window]);
  }
}

const EMPTY = new Uint32Array(0);
