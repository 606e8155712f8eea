import type { Field, History } from '../core/history.ts';
import { CONSTANTS, type Codes } from '../events/codes.ts';
import { fillCodes } from '../events/fill_codes.ts';
import { Events, type EventsShape } from '../events/events.ts';
import { fillHistory } from '../events/fill.ts';
import { leaf, type Tensor } from '../graph/tensor.ts';
import { fixedIn } from './fixed.ts';
import { isChain, type Chain, type Config, type Head, type Model } from '../models/model.ts';
import { Scope } from '../nn/scope.ts';
import { vocabularyOf } from '../objectives/catalogue.ts';
import type { Leaves } from '../runtime/cpu.ts';
import { Feed, layOutLeaves } from '../runtime/feed.ts';
import type { Changes, RowPass, WantedRows } from '../runtime/row_pass.ts';

/** A model's forward pass traced for one history of at most `shape.time` tokens. */
export interface Trace {
  readonly shape: EventsShape;
  /** What a history fills. */
  readonly inputs: readonly Tensor[];
  /** What the model asks of the catalogue. */
  readonly catalogue: readonly Tensor[];
  /** What is the same for every history. */
  readonly fixed: readonly Tensor[];
  /** Of each slot that is guessed by the history alone (1, T, C). */
  readonly states: readonly Tensor[];
  /** How the codes are guessed that depend on those before them; null where none does. */
  readonly chain: Chain | null;
  /** Of each slot the rows it is scored against, which no history changes. */
  readonly tables: readonly Tensor[];
  /** Whether what is guessed are codes of items, and not rows of their own. */
  readonly byCodes: boolean;
  /** What is read of events beside their items. */
  readonly fields: readonly Field[];
}

/** Of a catalogue: how many items it has, and which values of events are told apart. */
interface Catalogue {
  readonly items: number;
  readonly levels?: readonly number[] | null | undefined;
}

export function traceFor(model: Model, config: Config, { items, levels }: Catalogue, time: number): Trace {
  const clock = leaf('clock', [1], 'u32');
  const scope = new Scope({ seed: 0, clock, training: false });
  const shape = {
    ...{ batch: 1, time, window: config.length, items, vocabulary: vocabularyOf(model.sees, items) },
    ...(levels ? { levels } : {}),
  };
  const events = new Events(shape);
  const { head } = model.forward(scope, events, config);
  const tables = tablesOf(head);
  const chain = isChain(head) ? head : null;
  const byCodes = isChain(head) || head[0].codes !== null;
  const states = isChain(head) ? [head.first.states] : head.map((slot) => slot.states);
  const { read, constants, fields } = events;
  const fixed = fixedIn(states, read);
  return { shape, inputs: [...read, clock], catalogue: constants, fixed, states, chain, tables, byCodes, fields };
}

/** Of each slot the rows that it is guessed among. */
const tablesOf = (head: Head): readonly Tensor[] =>
  (isChain(head) ? [head.first, ...head.next] : head).map(({ table }) => table);

/** The leaves that a question fills. */
export function filled({ inputs, shape }: Trace, question: History): Leaves {
  const feed = new Feed(layOutLeaves('history', inputs));
  fillHistory(feed, shape, 0, question);
  return feed.values(inputs);
}

/** The leaves that a model asks of the catalogue. @throws Error where it asks for codes and there are none */
export function catalogueLeaves(catalogue: readonly Tensor[], codes: Codes | null): Leaves {
  if (catalogue.length === 0) return {};
  const feed = new Feed(layOutLeaves(CONSTANTS, catalogue));
  fillCodes(feed, codes);
  return feed.values(catalogue);
}

/** The states of every slot from row `from` on. */
export const wantedFrom = ({ states }: Trace, from: number): WantedRows[] => states.map((tensor) => ({ tensor, from }));

/** The states of one position, slot after slot; −1 is the last. */
export function statesOf(pass: RowPass, { states, shape }: Trace, position: number): Float64Array {
  const at = position < 0 ? shape.time + position : position;
  const parts = states.map((tensor) => {
    const [, , width] = tensor.shape;
    return pass.value(tensor).subarray(at * width, (at + 1) * width);
  });
  if (parts.length === 1) return parts[0];
  return Float64Array.from(parts.flatMap((part) => [...part]));
}

/** Leaves that are not as they were, with the rows that are not: of tokens the places, of a length those from the shorter one on. */
export function changesOf(before: Leaves, after: Leaves): Changes {
  const changes: Record<string, Changes[string]> = {};
  for (const [name, values] of Object.entries(after)) {
    const differs = (value: number, i: number): boolean => value !== before[name]?.[i];
    const from = values.findIndex(differs);
    if (from < 0) continue;
    const places = { from, to: values.findLastIndex(differs) + 1 };
    changes[name] = name === 'lengths' ? { from: Math.min(values[0], before[name][0]), to: Infinity } : places;
  }
  return changes;
}
