import { Events, type EventsShape } from '../events/events.ts';
import { fillHistory } from '../events/fill.ts';
import { leaf, type Tensor } from '../graph/tensor.ts';
import type { Config, Model } from '../models/model.ts';
import { Scope } from '../nn/scope.ts';
import { vocabularyOf } from '../objectives/catalogue.ts';
import type { Leaves } from '../runtime/cpu.ts';
import { Feed, layOutLeaves } from '../runtime/feed.ts';

/** A model's forward pass traced for one history of at most `shape.time` tokens. */
export interface Trace {
  readonly shape: EventsShape;
  /** What a history fills. */
  readonly inputs: readonly Tensor[];
  /** (1, T, C) */
  readonly hidden: Tensor;
  /** The parameter that scores items. */
  readonly table: string;
}

export function traceFor(model: Model, config: Config, items: number, time: number): Trace {
  const clock = leaf('clock', [1], 'u32');
  const scope = new Scope({ seed: 0, clock, training: false });
  const shape = { batch: 1, time, window: config.length, items, vocabulary: vocabularyOf(model.sees, items) };
  const events = new Events(shape);
  const { hidden, table } = model.forward(scope, events, config);
  if (table.origin.kind !== 'leaf') throw new Error(`${model.name}: the scoring table must be a parameter`);
  return { shape, inputs: [...events.read, clock], hidden, table: table.origin.name };
}

/** The leaves that a question fills. */
export function filled({ inputs, shape }: Trace, question: ArrayLike<number>): Leaves {
  const feed = new Feed(layOutLeaves('history', inputs));
  fillHistory(feed, shape, 0, question);
  return feed.values(inputs);
}
