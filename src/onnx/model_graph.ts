import type { Codes } from '../events/codes.ts';
import { firstLeaf, gapLeaves, kindLeaves, SECONDS, valueLeaves, type EventsShape } from '../events/events.ts';
import { traceScores } from '../evaluate/scoring_graph.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Value } from '../kernel/onnx_form.ts';
import type { Config, Model } from '../models/model.ts';
import { usualObjective, vocabularyOf } from '../objectives/catalogue.ts';
import { catalogueLeaves } from '../recommend/trace.ts';
import { GraphWriter, HISTORIES } from './graph_writer.ts';
import { FLOAT, INT64 } from './proto.ts';
import { translate, type Write } from './translate.ts';
import type { Wire } from './wire.ts';

/** What an ONNX graph of a model is made of. */
export interface ModelParts {
  readonly model: Model;
  readonly config: Config;
  /** Items of the catalogue. */
  readonly items: number;
  readonly parameters: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly data: Float32Array;
  }[];
  readonly codes: Codes | null;
  readonly levels: readonly number[] | null;
  /** Tells so many best items of each history beside the logits. */
  readonly top?: number | undefined;
}

/** What may be read of events beside their items: inputs in whole numbers, 0 for padding, 1 where nobody knows. */
export const besideItems = ['gaps', 'seconds', 'kinds', 'values'] as const;
export type Beside = (typeof besideItems)[number];

export const leafOf: Readonly<Record<string, Beside>> = {
  [gapLeaves.ids]: 'gaps',
  [SECONDS]: 'seconds',
  [kindLeaves.ids]: 'kinds',
  [valueLeaves.ids]: 'values',
};
const UNKNOWN = 1;

/** Items of a history that the graph of a model reads: the input is as wide. */
export const windowOf = (model: Model, config: Config): number => config.length - usualObjective(model.sees).special;

/**
 * The forward pass of a model down to its scores:
 *
 *   items (histories, window), lengths (histories), of what else it reads (histories, window) each   →   logits (histories, N)
 *
 * Item i of the catalogue is i + 1 among what is read and column i of the logits. Histories are left-aligned, the oldest item first; what is
 * behind their lengths is not read.
 *
 * @throws SettingsError where a kernel has no ONNX form
 */
export function modelGraph(parts: ModelParts): Wire {
  const { model, config, items } = parts;
  const g = new GraphWriter();
  const read = new Inputs(g, windowOf(model, config), config.length, items);
  writeLogits(g, parts, config.length, (name) => read.leaf(name));
  return g.graph(model.name);
}

/** Writes the forward pass of so many positions down to the logits. `read` gives what stands for a leaf that a history fills; undefined for any other. */
export function writeLogits(
  g: GraphWriter,
  { model, config, items, parameters, codes, levels, top }: ModelParts,
  time: number,
  read: (name: string) => Value | undefined,
  write?: Write,
): void {
  const shape: EventsShape = {
    ...{ batch: 1, time, window: config.length, items, vocabulary: vocabularyOf(model.sees, items) },
    ...(levels === null ? {} : { levels }),
  };
  const { scores, events } = traceScores(model, config, shape);
  const weights = new Map(parameters.map((parameter) => [parameter.name, parameter]));
  const catalogue = catalogueLeaves(events.constants, codes);
  const known = new Map<string, Value>();
  const leaf = (name: string, tensor: Tensor): Value => {
    const there = known.get(name) ?? read(name) ?? stored(name, tensor);
    known.set(name, there);
    return there;
  };
  const stored = (name: string, { shape: extents }: Tensor): Value => {
    const parameter = weights.get(name);
    if (parameter !== undefined) return g.initializer(`weights/${name}`, extents, parameter.data);
    if (!(name in catalogue)) throw new Error(`onnx: nobody says what ${name} is`);
    return g.initializer(`catalogue/${name}`, extents, BigInt64Array.from(catalogue[name], BigInt));
  };
  const all = translate(g, scores, leaf, write);
  g.place = 'scores';
  const logits = g.node('Slice', [all, g.integers([1]), g.integers([items + 1]), g.integers([1])]);
  g.output(g.named(logits, 'logits'), FLOAT, [HISTORIES, items]);
  if (top === undefined) return;
  const [values, places] = g.best(logits, top);
  g.output(g.named(places, 'top_items'), INT64, [HISTORIES, top]);
  g.output(g.named(values, 'top_logits'), FLOAT, [HISTORIES, top]);
}

/** What is read of events beside their items, as a trace has it: of seconds 2 is the earliest moment, and −1 stands where nobody knows. */
export const asRead = (g: GraphWriter, leaf: string, given: Value): Value =>
  leaf === SECONDS ? g.node('Cast', [g.node('Sub', [given, g.integers([2])])], { to: FLOAT }) : given;

/** What the graph is given, brought to what a trace reads: padding behind each history, and a mask where the model is asked by one. */
class Inputs {
  private readonly g: GraphWriter;
  private readonly window: number;
  private readonly time: number;
  /** Bool (B, T): where an item stands; and where the mask does. */
  private readonly stands: Value;
  private readonly asks: Value;
  /** Int64 (B): what is read of each history, the mask among it. */
  private readonly lengths: Value;
  private readonly ids: Value;

  constructor(g: GraphWriter, window: number, time: number, items: number) {
    this.g = g;
    this.window = window;
    this.time = time;
    const given = g.input('items', INT64, [HISTORIES, window]);
    const lengths = g.input('lengths', INT64, [HISTORIES]);
    g.named(g.node('Shape', [given], { start: 0, end: 1 }), HISTORIES);
    const places = g.integers(Array.from({ length: time }, (_, t) => t));
    const ends = g.node('Unsqueeze', [lengths, g.integers([1])]);
    this.stands = g.node('Less', [places, ends]);
    this.asks = g.node('Equal', [places, ends]);
    this.lengths = time === window ? lengths : g.node('Add', [lengths, g.integers([time - window])]);
    this.ids = this.placed(given, items + 1);
  }

  /** What stands for a leaf that a history fills; undefined for any other. */
  leaf(name: string): Value | undefined {
    const { g } = this;
    if (name === 'ids') return this.ids;
    if (name === 'lengths') return this.lengths;
    if (name === 'last') return this.last();
    if (name === firstLeaf('newest')) return g.node('Sub', [g.integers([this.time]), this.lengths]);
    if (name === firstLeaf('oldest')) return g.node('Mul', [this.lengths, g.integers([0])]);
    if (!(name in leafOf)) return undefined;
    return asRead(g, name, this.placed(g.input(leafOf[name], INT64, [HISTORIES, this.window]), UNKNOWN));
  }

  /** What is given (B, window) as (B, T): 0 behind each history, and there `mask` where the model is asked by one. */
  private placed(given: Value, mask: number): Value {
    const { g, time, window } = this;
    const zero = g.integers([0]);
    if (time === window) return g.node('Where', [this.stands, given, zero]);
    const wide = g.node('Pad', [given, g.integers([0, 0, 0, time - window])]);
    return g.node('Where', [this.stands, wide, g.node('Where', [this.asks, g.integers([mask]), zero])]);
  }

  /** b · T + the last position of each history; the first one of a history of nothing. */
  private last(): Value {
    const { g, time } = this;
    const count = g.node('Squeeze', [g.node('Mul', [g.batch, g.integers([time])])]);
    const rows = g.node('Range', [g.integers([0], []), count, g.integers([time], [])]);
    const place = g.node('Sub', [g.node('Max', [this.lengths, g.integers([1])]), g.integers([1])]);
    return g.node('Add', [rows, place]);
  }
}
