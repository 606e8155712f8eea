import { SettingsError } from '../core/errors.ts';
import { Pacer, type Pace } from '../core/pace.ts';
import { reachable } from '../graph/reachable.ts';
import type { Dispatch } from '../graph/tensor.ts';
import type { Config, Model } from '../models/model.ts';
import { usualObjective } from '../objectives/catalogue.ts';
import type { Objective } from '../objectives/objective.ts';
import { PIECE, type Leaves } from '../runtime/cpu.ts';
import { RowPass } from '../runtime/row_pass.ts';
import { Session } from './session.ts';
import { filled, traceFor, type Trace } from './trace.ts';

/** Weights by parameter name. */
export type Weights = Readonly<Record<string, Float64Array>>;

/** What one launch of the forward pass read. */
export interface Observed {
  readonly kernel: string;
  readonly params: Dispatch['params'];
  readonly values: Float64Array;
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
  private readonly items: number;
  private readonly weights: Weights;
  private readonly objective: Objective;
  private readonly trace: (time: number) => Trace;
  private readonly table: Float64Array;
  private readonly width: number;

  constructor(model: Model, config: Config, items: number, weights: Weights) {
    this.objective = usualObjective(model.sees);
    this.window = config.length - this.objective.special;
    this.items = items;
    const traces = new Map<number, Trace>();
    this.trace = (time) => {
      const known = traces.get(time) ?? traceFor(model, config, items, time);
      traces.set(time, known);
      return known;
    };
    this.weights = weights;
    const { hidden, table } = this.trace(1);
    this.table = weights[table];
    this.width = hidden.shape[2];
  }

  /** Where histories are read one after another, each from where it differs from the one before. */
  session(): Session {
    return new Session({
      trace: this.trace(this.window + this.objective.special),
      weights: this.weights,
      question: (history) => this.question(history),
      scoresOf: (state) => this.allScores(state),
    });
  }

  /** Scores of all items after `history` (item indices, oldest first; the last `window` of them count). @throws CancelledError */
  async scores(history: ArrayLike<number>, pace: Pace = {}): Promise<Float64Array> {
    const pacer = new Pacer('scores', pace);
    const [trace, leaves] = this.read(history);
    const pass = lastRow(trace);
    await pacer.through(pass.run(leaves, null));
    return pacer.through(this.allScores(this.state(pass, trace)));
  }

  /**
   * Scores of all items for the one that is hidden at `at` of a history, by what stands on both sides of it.
   * @throws SettingsError for a model without a mask or a place that is not read, CancelledError
   */
  async hidden(history: ArrayLike<number>, at: number, pace: Pace = {}): Promise<Float64Array> {
    if (this.objective.special === 0) throw new SettingsError('hidden: the model has no mask to hide an item behind');
    const reads = this.window + this.objective.special; // the mask stands for an item, not behind it
    const place = at - Math.max(0, history.length - reads);
    if (!(place >= 0 && at < history.length)) {
      const where = `of a history of ${history.length} it reads the last ${reads}`;
      throw new SettingsError(`hidden: the model does not read place ${at}; ${where}`);
    }
    const pacer = new Pacer('hidden', pace);
    const read = Array.from(history).slice(-reads);
    read[place] = this.items;
    const [trace, leaves] = this.leavesOf(Uint32Array.from(read));
    const pass = new RowPass([{ tensor: trace.hidden, from: place }]);
    await pacer.through(pass.run(leaves, null));
    const state = pass.value(trace.hidden).subarray(place * this.width, (place + 1) * this.width);
    return pacer.through(this.allScores(state));
  }

  /**
   * Leaves out one position after another. The variants have all but the last item in common up to where they differ: the
   * longest common beginning is computed once, and of each variant only the rows from there on. @throws CancelledError
   */
  async leaveOneOut(history: ArrayLike<number>, item: number, pace: Pace = {}): Promise<LeftOut> {
    const pacer = new Pacer('explain', pace);
    const [trace, leaves] = this.read(history);
    const whole = lastRow(trace);
    await pacer.through(whole.run(leaves, null));
    const score = this.score(this.state(whole, trace), item);
    const changes = new Float64Array(Math.min(history.length, this.window));
    if (history.length < 2) return { score, changes };

    const items = Array.from(history).slice(-this.window - 1); // one more comes into view where one is left out
    const [shorter] = this.read(items.slice(1));
    const pass = lastRow(shorter);
    // From the last position on, so that the rows before the one left out are still those of all the variants before.
    for (let at = changes.length - 1; at >= 0; at--) {
      const left = items.length - changes.length + at;
      const [, variant] = this.read(items.toSpliced(left, 1));
      await pacer.through(pass.run(variant, at === changes.length - 1 ? null : { ids: left }));
      changes[at] = score - this.score(this.state(pass, shorter), item);
    }
    return { score, changes };
  }

  /** The vectors that items are scored with, in catalogue order. */
  get itemVectors(): { readonly values: Float64Array; readonly width: number } {
    return { values: this.table.subarray(this.width, (this.items + 1) * this.width), width: this.width };
  }

  /** What the model reads of a history to be asked what comes next: items, and behind them one beyond the catalogue for a mask. */
  question(history: ArrayLike<number>): Uint32Array {
    return Uint32Array.from(this.objective.question(history, this.items)).slice(
      -(this.window + this.objective.special),
    );
  }

  /**
   * What the launches of kernels whose name begins with `prefix` read as `input` on one history, in their order.
   * @throws CancelledError
   */
  async observe(history: ArrayLike<number>, prefix: string, input: string, pace: Pace = {}): Promise<Observed[]> {
    const [{ hidden }, leaves] = this.read(history);
    const launches = reachable([hidden]).filter(({ kernel }) => kernel.name.startsWith(prefix));
    const pass = new RowPass(launches.map(({ inputs }) => ({ tensor: inputs[input], from: 0 })));
    await new Pacer('inspect', pace).through(pass.run(leaves, null));
    return launches.map(({ kernel, params, inputs }) => ({
      kernel: kernel.name,
      params,
      values: pass.value(inputs[input]),
    }));
  }

  /** The trace that reads a history, and its leaves. */
  private read(history: ArrayLike<number>): [Trace, Leaves] {
    return this.leavesOf(this.question(history));
  }

  private leavesOf(question: Uint32Array): [Trace, Leaves] {
    const trace = this.trace(Math.max(1, question.length));
    return [trace, { ...this.weights, ...filled(trace, question) }];
  }

  /** The state after the last item. */
  private state(pass: RowPass, { hidden }: Trace): Float64Array {
    return pass.value(hidden).subarray(-this.width);
  }

  private score(state: Float64Array, item: number): number {
    const row = (item + 1) * this.width;
    let sum = 0;
    for (let c = 0; c < this.width; c++) sum += state[c] * this.table[row + c];
    return sum;
  }

  private *allScores(state: Float64Array): Generator<void, Float64Array> {
    const scores = new Float64Array(this.items);
    const most = Math.ceil(PIECE / (2 * this.width));
    for (let item = 0; item < scores.length; item++) {
      scores[item] = this.score(state, item);
      if (item % most === most - 1) yield;
    }
    return scores;
  }
}

/** What is needed of a trace for its last state. */
const lastRow = ({ hidden, shape }: Trace): RowPass => new RowPass([{ tensor: hidden, from: shape.time - 1 }]);
