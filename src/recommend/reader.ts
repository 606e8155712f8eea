import { SettingsError } from '../core/errors.ts';
import { stretch, without, type Field, type History } from '../core/history.ts';
import { Pacer, type Pace } from '../core/pace.ts';
import { lastExtent } from '../core/shape.ts';
import { reachable } from '../graph/reachable.ts';
import { outputOf, root, type Dispatch, type Tensor } from '../graph/tensor.ts';
import type { Config, Model } from '../models/model.ts';
import { usualObjective } from '../objectives/catalogue.ts';
import type { Objective } from '../objectives/objective.ts';
import type { Codes } from '../events/codes.ts';
import { evaluate, evaluateResting, type Bound, type Leaves } from '../runtime/cpu.ts';
import { RowPass } from '../runtime/row_pass.ts';
import { placeOf } from './place.ts';
import { Session } from './session.ts';
import { boundOf } from './fixed.ts';
import { ChainScorer } from './chain_scorer.ts';
import { slotGuesser, type Guesser } from './guesser.ts';
import { SlotScorer, type Scorer, type Vectors } from './scorer.ts';
import { catalogueLeaves, changesOf, filled, statesOf, traceFor, wantedFrom, type Trace } from './trace.ts';

/** Weights by parameter name. */
export type Weights = Readonly<Record<string, Float64Array>>;

/** What a model was told of its data: the codes of items, for one that knows them so, and the levels of values, for one that reads these. */
export interface Told {
  readonly codes?: Codes | null;
  readonly levels?: readonly number[] | null | undefined;
}

/** Launches to look at: of the kernels whose names begin with `kernel`, what they read or wrote as these tensors. */
export interface Wanted {
  readonly kernel: string;
  readonly tensors: readonly string[];
}

/** What one launch of the forward pass read and wrote. */
export interface Observed {
  readonly kernel: string;
  /** Where it stands in the model: "Block 2". */
  readonly place: string;
  readonly params: Dispatch['params'];
  /** The tensors that were wanted, by their names. */
  readonly tensors: Readonly<Record<string, Float64Array>>;
  /** Of its inputs, those that another observed launch wrote, and which of them. */
  readonly from: Readonly<Record<string, number>>;
}

/** What leaving out each position of a history does to the score of one item. */
export interface LeftOut {
  /** After the whole history. */
  readonly score: number;
  /** Of the last positions, those that the score depends on: what it loses without each of them, the oldest first. */
  readonly changes: Float64Array;
}

/**
 * A trained model on the CPU, for one history at a time: every kernel's f64 reference. It needs no GPU, so it answers
 * while the GPU trains and where there is none. A history shorter than the model's window is read without padding, which
 * changes no score and costs only what the history is long. Every question rests between pieces of its work and can be
 * cancelled.
 */
export class Reader {
  /** How many items of a history the model sees. */
  readonly window: number;
  /** The codes that items are known by; null for a model that knows them by rows of their own. */
  readonly codes: Codes | null;
  /** How a state scores the catalogue. */
  readonly scorer: Scorer;
  /** How a state guesses items code by code; null where they are not guessed by codes. */
  readonly guesser: Guesser | null;
  private readonly items: number;
  private readonly weights: Weights;
  private readonly objective: Objective;
  private readonly trace: (time: number) => Trace;
  /** Values of what is the same for every history; null until the first question. */
  private fixed: readonly Float64Array[] | null = null;

  constructor(model: Model, config: Config, items: number, weights: Weights, told: Told = {}) {
    const { codes = null, levels } = told;
    this.objective = usualObjective(model.sees);
    this.window = config.length - this.objective.special;
    this.items = items;
    this.codes = model.codes === undefined ? null : codes;
    const traces = new Map<number, Trace>();
    this.trace = (time) => {
      const known = traces.get(time) ?? traceFor(model, config, { items, levels }, time);
      traces.set(time, known);
      return known;
    };
    const one = this.trace(1);
    this.weights = { ...weights, ...catalogueLeaves(one.catalogue, codes) };
    const width = (slot: number): number => lastExtent((one.states.at(slot) ?? one.states[0]).shape);
    const tables = evaluate(one.tables, this.weights).map((rows, slot) => ({ rows, width: width(slot) }));
    if (one.chain === null || codes === null) {
      const guessed = one.byCodes ? this.codes : null;
      this.scorer = new SlotScorer(items, tables, guessed);
      this.guesser = guessed && slotGuesser(tables, guessed);
    } else {
      this.guesser = this.scorer = new ChainScorer(one.chain, tables, this.weights, codes);
    }
  }

  /** Where histories are read one after another, each from where it differs from the one before. */
  session(): Session {
    const trace = this.trace(this.window + this.objective.special);
    return new Session({
      trace,
      weights: this.weights,
      known: (pacer) => this.known(trace, pacer),
      question: (history) => this.question(history),
      scoresOf: (state) => this.scorer.scores(state),
    });
  }

  /** Scores of all items after `history`, of which the last `window` items count. @throws CancelledError */
  async scores(history: History, pace: Pace = {}): Promise<Float64Array> {
    const pacer = new Pacer('scores', pace);
    const [trace, leaves] = this.read(history);
    const pass = await this.lastRow(trace, pacer);
    await pacer.through(pass.run(this.whole(leaves), null));
    return pacer.through(this.scorer.scores(statesOf(pass, trace, -1)));
  }

  /**
   * Scores of all items for the one that is hidden at `at` of a history, by what stands on both sides of it.
   * @throws SettingsError for a model without a mask or a place that is not read, CancelledError
   */
  async hidden(history: History, at: number, pace: Pace = {}): Promise<Float64Array> {
    if (this.objective.special === 0) throw new SettingsError('hidden: the model has no mask to hide an item behind');
    const reads = this.window + this.objective.special; // the mask stands for an item, not behind it
    const { length } = history.items;
    const place = at - Math.max(0, length - reads);
    if (!(place >= 0 && at < length)) {
      const where = `of a history of ${length} it reads the last ${reads}`;
      throw new SettingsError(`hidden: the model does not read place ${at}; ${where}`);
    }
    const pacer = new Pacer('hidden', pace);
    const read = stretch(history, -reads);
    const [trace, leaves] = this.leavesOf({ ...read, items: read.items.with(place, this.items) });
    const pass = new RowPass(wantedFrom(trace, place), await this.known(trace, pacer), trace.shape.time);
    await pacer.through(pass.run(this.whole(leaves), null));
    return pacer.through(this.scorer.scores(statesOf(pass, trace, place)));
  }

  /**
   * Leaves out one position after another. The variants have all but the last item in common up to where they differ: the
   * longest common beginning is computed once, and of each variant only the rows from there on. @throws CancelledError
   */
  async leaveOneOut(history: History, item: number, pace: Pace = {}): Promise<LeftOut> {
    const pacer = new Pacer('explain', pace);
    const [trace, leaves] = this.read(history);
    const whole = await this.lastRow(trace, pacer);
    await pacer.through(whole.run(this.whole(leaves), null));
    const score = this.scorer.score(statesOf(whole, trace, -1), item);
    const changes = new Float64Array(Math.min(history.items.length, this.window));
    if (history.items.length < 2) return { score, changes };

    const seen = stretch(history, -this.window - 1); // one more comes into view where one is left out
    const [shorter] = this.read(stretch(seen, 1));
    const pass = await this.lastRow(shorter, pacer);
    let before: Leaves | null = null;
    // From the last position on, so that the rows before the one left out are still those of all the variants before.
    for (let at = changes.length - 1; at >= 0; at--) {
      const [, variant] = this.read(without(seen, seen.items.length - changes.length + at));
      await pacer.through(pass.run(this.whole(variant), before && changesOf(before, variant)));
      before = variant;
      changes[at] = score - this.scorer.score(statesOf(pass, shorter, -1), item);
    }
    return { score, changes };
  }

  /** What the model reads of events beside their items. */
  get fields(): readonly Field[] {
    return this.trace(1).fields;
  }

  /** The vectors that items are scored with, in catalogue order. */
  get itemVectors(): Vectors {
    return this.scorer.vectors;
  }

  /** What the model reads of a history to be asked what comes next: items, and behind them one beyond the catalogue for a mask. */
  question(history: History): History {
    return stretch(this.objective.question(history, this.items), -(this.window + this.objective.special));
  }

  /** Whether the model launches a kernel whose name begins with one of these. */
  launches(kernels: readonly string[]): boolean {
    return reachable(this.trace(1).states).some(({ kernel }) => kernels.some((name) => kernel.name.startsWith(name)));
  }

  /** What launches read and wrote on one history, in their order. @throws CancelledError */
  async observe(history: History, wanted: readonly Wanted[], pace: Pace = {}): Promise<Observed[]> {
    const [{ states, shape }, leaves] = this.read(history);
    const seen = reachable(states)
      .map((launch) => ({ launch, names: namesOf(launch, wanted) }))
      .filter(({ names }) => names.length > 0);
    const pass = new RowPass(
      seen.flatMap(({ launch, names }) => names.map((name) => ({ tensor: tensorOf(launch, name), from: 0 }))),
      new Map(),
      shape.time,
    );
    await new Pacer('inspect', pace).through(pass.run(this.whole(leaves), null));
    const writers = new Map(seen.map(({ launch }, i) => [launch, i]));
    return seen.map(({ launch, names }, i) => ({
      kernel: launch.kernel.name,
      place: placeOf(launch) ?? `Launch ${i + 1}`,
      params: launch.params,
      tensors: Object.fromEntries(names.map((name) => [name, pass.value(tensorOf(launch, name))])),
      from: writersOf(launch, writers),
    }));
  }

  /** What is needed of a trace for its last state. */
  private async lastRow(trace: Trace, pacer: Pacer): Promise<RowPass> {
    const { time } = trace.shape;
    return new RowPass(wantedFrom(trace, time - 1), await this.known(trace, pacer), time);
  }

  /** What the launches of a trace write that is the same for every history: computed once for all traces. */
  private async known(trace: Trace, pacer: Pacer): Promise<ReadonlyMap<Dispatch, Bound>> {
    this.fixed ??= await evaluateResting(trace.fixed, this.weights, pacer);
    return boundOf(trace.fixed, this.fixed);
  }

  private whole(leaves: Leaves): Leaves {
    return { ...this.weights, ...leaves };
  }

  /** The trace that reads a history, and what the history fills of it. */
  private read(history: History): [Trace, Leaves] {
    return this.leavesOf(this.question(history));
  }

  private leavesOf(question: History): [Trace, Leaves] {
    const trace = this.trace(Math.max(1, question.items.length));
    return [trace, filled(trace, question)];
  }
}

/** The tensors of a launch that are wanted. */
const namesOf = ({ kernel }: Dispatch, wanted: readonly Wanted[]): readonly string[] =>
  wanted.flatMap(({ kernel: prefix, tensors }) =>
    kernel.name.startsWith(prefix) ? tensors.filter((name) => Object.hasOwn(kernel.tensors, name)) : [],
  );

/** What a launch reads or writes by that name. */
const tensorOf = (launch: Dispatch, name: string): Tensor => launch.inputs[name] ?? outputOf(launch, name);

/** Which launch wrote each input of one, where it is among these. */
function writersOf({ inputs }: Dispatch, writers: ReadonlyMap<Dispatch, number>): Readonly<Record<string, number>> {
  const from: Record<string, number> = {};
  for (const [name, input] of Object.entries(inputs)) {
    const { origin } = root(input);
    const writer = origin.kind === 'output' ? writers.get(origin.of) : undefined;
    if (writer !== undefined) from[name] = writer;
  }
  return from;
}
