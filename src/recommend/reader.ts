import { size } from '../core/shape.ts';
import { writeHistory } from '../data/batches.ts';
import { leaf, root, type Dispatch, type Tensor } from '../graph/tensor.ts';
import type { Config, Model } from '../models/model.ts';
import { Scope } from '../nn/scope.ts';
import { evaluate } from '../runtime/cpu.ts';

/** Weights by parameter name. */
export type Weights = Readonly<Record<string, Float64Array>>;

/** A model's forward pass traced for histories of one length, with the weights it reads. */
interface Trace {
  readonly hidden: Tensor;
  readonly table: string;
  readonly weights: Weights;
}

/** What one launch of the forward pass read. */
export interface Observed {
  readonly params: Dispatch['params'];
  readonly values: Float64Array;
}

/**
 * A trained model on the CPU, for one history at a time: every kernel's f64 reference. It needs no GPU, so it answers
 * while the GPU trains and where there is none. A history shorter than the model's window is read without padding, which
 * changes no score and costs only what the history is long.
 */
export class Reader {
  /** How many items of a history the model sees. */
  readonly window: number;
  private readonly trace: (length: number) => Trace;
  private readonly table: Float64Array;
  private readonly width: number;

  constructor(model: Model, config: Config, items: number, weights: Weights) {
    this.window = config.length;
    const traces = new Map<number, Trace>();
    this.trace = (length) => {
      const known = traces.get(length) ?? traceFor(model, { ...config, length }, items, weights);
      traces.set(length, known);
      return known;
    };
    const { hidden, table } = this.trace(this.window);
    this.table = weights[table];
    this.width = hidden.shape[2];
  }

  /** Scores of all items after `history` (item indices, oldest first; the last `window` of them count). */
  scores(history: ArrayLike<number>): Float64Array {
    const state = this.state(history);
    const scores = new Float64Array(this.table.length / this.width - 1);
    for (let item = 0; item < scores.length; item++) scores[item] = this.against(state, item);
    return scores;
  }

  /** The score of one item after `history`. */
  score(history: ArrayLike<number>, item: number): number {
    return this.against(this.state(history), item);
  }

  /** The vectors that items are scored with, in catalogue order. */
  get itemVectors(): { readonly values: Float64Array; readonly width: number } {
    return { values: this.table.subarray(this.width), width: this.width };
  }

  /** What the launches of kernels whose name begins with `prefix` read as `input` on one history, in their order. */
  observe(history: ArrayLike<number>, prefix: string, input: string): Observed[] {
    const trace = this.trace(this.seen(history));
    const launches = launchesOf(trace.hidden, prefix);
    const read = this.evaluate(
      trace,
      history,
      launches.map(({ inputs }) => inputs[input]),
    );
    return launches.map(({ params }, i) => ({ params, values: read[i] }));
  }

  private state(history: ArrayLike<number>): Float64Array {
    const trace = this.trace(this.seen(history));
    const [states] = this.evaluate(trace, history, [trace.hidden]);
    return states.subarray(states.length - this.width);
  }

  private against(state: Float64Array, item: number): number {
    const row = (item + 1) * this.width;
    let sum = 0;
    for (let c = 0; c < this.width; c++) sum += state[c] * this.table[row + c];
    return sum;
  }

  private seen(history: ArrayLike<number>): number {
    return Math.max(1, Math.min(history.length, this.window));
  }

  private evaluate({ weights }: Trace, history: ArrayLike<number>, wanted: readonly Tensor[]): Float64Array[] {
    const length = this.seen(history);
    const ids = new Uint32Array(length);
    const start = writeHistory(ids, 0, length, history);
    const leaves = { ids: Float64Array.from(ids), start: Float64Array.of(start), clock: Float64Array.of(0) };
    return evaluate(wanted, { ...weights, ...leaves });
  }
}

/**
 * Histories end at the right: what a model keeps per position is cut to its last rows. A parameter is per position where
 * a shorter history makes it shorter.
 */
function traceFor(model: Model, config: Config, items: number, weights: Weights): Trace {
  const scope = new Scope({ seed: 0, clock: leaf('clock', [1], 'u32'), training: false });
  const ids = leaf('ids', [1, config.length], 'u32');
  const unused = { offsets: leaf('no offsets', [items + 2], 'u32'), places: leaf('no places', [config.length], 'u32') };
  const histories = { items: { ids, ...unused }, start: leaf('start', [1], 'u32') };
  const { hidden, table } = model.forward(scope, histories, items + 1, config);
  if (table.origin.kind !== 'leaf') throw new Error(`${model.name}: the scoring table must be a parameter`);
  const last = scope.parameters.map(({ name, tensor }) => [name, weights[name].subarray(-size(tensor.shape))] as const);
  return { hidden, table: table.origin.name, weights: Object.fromEntries(last) };
}

/** Launches that `wanted` depends on whose kernel's name begins with `prefix`, in the order in which they run. */
function launchesOf(wanted: Tensor, prefix: string): Dispatch[] {
  const found = new Set<Dispatch>();
  const seen = new Set<Dispatch>();
  const visit = (t: Tensor): void => {
    const { origin } = root(t);
    if (origin.kind !== 'output' || seen.has(origin.of)) return;
    seen.add(origin.of);
    if (origin.of.kernel.name.startsWith(prefix)) found.add(origin.of);
    Object.values(origin.of.inputs).forEach(visit);
  };
  visit(wanted);
  return [...found].sort((a, b) => a.serial - b.serial);
}
