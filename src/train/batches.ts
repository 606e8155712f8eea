import { training } from '../data/split.ts';
import { epochOrder, type Windows } from '../data/windows.ts';
import type { EventsShape } from '../events/events.ts';
import { fillHistory, fillIndex, writeTokens } from '../events/fill.ts';
import type { Feed } from '../runtime/feed.ts';

/** Number of steps in one epoch. */
export const stepsPerEpoch = (windows: Windows, batch: number): number => Math.ceil(windows.user.length / batch);

/** Goes through the windows of an epoch, batch by batch, in the epoch's own order. */
export class Batches {
  private readonly windows: Windows;
  private readonly shape: EventsShape;
  private readonly seed: number;
  private epoch = -1;
  private order: Uint32Array = new Uint32Array(0);

  constructor(windows: Windows, shape: EventsShape, seed: number) {
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
    const { batch, time } = this.shape;
    const targets = feed.integers('targets');
    let count = 0;
    for (let row = 0; row < batch; row++) {
      const window = at * batch + row;
      const items = window < this.order.length ? this.items(this.order[window]) : EMPTY;
      fillHistory(feed, this.shape, row, items.subarray(0, -1));
      writeTokens(targets, time, row, items.subarray(1));
      count += Math.max(0, items.length - 1);
    }
    fillIndex(feed, this.shape);
    feed.numbers('inverseCount')[0] = 1 / Math.max(1, count);
    return count;
  }

  private items(window: number): Uint32Array {
    const { split, user, from, to } = this.windows;
    return training(split, user[window]).subarray(from[window], to[window]);
  }
}

const EMPTY = new Uint32Array(0);
