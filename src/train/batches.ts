import { stretch, type Field } from '../core/history.ts';
import { Random } from '../core/random.ts';
import { training } from '../data/split.ts';
import type { Windows } from '../data/windows.ts';
import type { EventsShape } from '../events/events.ts';
import { fillIndex, fillRow, writeIndex, writeTokens } from '../events/fill.ts';
import { NOTHING, type Objective, type Posed } from '../objectives/objective.ts';
import type { AnyValues } from '../parts/settings.ts';
import type { Feed } from '../runtime/feed.ts';
import { askedLeaves } from './graph.ts';
import { rowCount, Rows } from './rows.ts';

/** Number of steps in one epoch. */
export const stepsPerEpoch = (windows: Windows, { batch, packed = false }: EventsShape): number =>
  Math.ceil(rowCount(windows, packed) / batch);

/** What the windows of a run are made into: an objective and how it is set, and in how many slots an item is guessed. */
export interface Posing {
  readonly slots: number;
  readonly objective: Objective;
  readonly values: AnyValues;
  /** What is read of events beside their items. */
  readonly fields: readonly Field[];
}

/** Share of the histories that are read as if nobody knew when, or how, so that one without it can be asked of a model that reads it. */
const HIDDEN = 0.1;

/** Goes through the windows of an epoch, batch by batch, in the epoch's own order. */
export class Batches {
  private readonly windows: Windows;
  private readonly shape: EventsShape;
  private readonly posing: Posing;
  private readonly seed: number;
  private readonly rows: Rows;

  constructor(windows: Windows, shape: EventsShape, posing: Posing, seed: number) {
    this.windows = windows;
    this.shape = shape;
    this.posing = posing;
    this.seed = seed;
    this.rows = new Rows(windows, shape.packed === true, seed);
  }

  /** Writes batch `at` of `epoch`: histories, targets, padding, inverted indices. Returns the number of targets. */
  fill(feed: Feed, epoch: number, at: number): number {
    const { batch, time } = this.shape;
    const targets = feed.integers('targets');
    let count = 0;
    for (let row = 0; row < batch; row++) {
      const posed = this.posed(epoch, at * batch + row);
      fillRow(
        feed,
        this.shape,
        row,
        posed.map(({ read }) => read),
      );
      const asked = posed.flatMap((each) => Array.from(each.asked));
      writeTokens(targets, time, row, asked);
      for (const item of asked) if (item !== NOTHING) count++;
    }
    fillIndex(feed, this.shape);
    if (feed.has(askedLeaves.offsets)) writeIndex(feed, this.shape.vocabulary, askedLeaves);
    feed.numbers('inverseCount')[0] = 1 / Math.max(1, count * this.posing.slots);
    return count;
  }

  /** What is read and asked of each history of row `row` of an epoch; nothing behind the last row. */
  posed(epoch: number, row: number): readonly Posed[] {
    return this.rows.at(epoch, row).map((window) => this.pose(epoch, window));
  }

  private pose(epoch: number, window: number): Posed {
    const { split, user, from, to } = this.windows;
    const history = stretch(training(split, user[window]), from[window], to[window]);
    const random = (what = '') => new Random(this.seed, `${what}window ${window} of epoch ${epoch}`);
    const { objective, values, fields } = this.posing;
    const { read, asked } = objective.pose(history, this.shape.items, random, values);
    const hidden = fields.filter((field) => random(`${field} of `).uniform() < HIDDEN);
    return { read: { ...read, ...Object.fromEntries(hidden.map((field) => [field, null])) }, asked };
  }
}
