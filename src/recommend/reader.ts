import { writeHistory } from '../data/batches.ts';
import { leaf, root, type Dispatch, type Tensor } from '../graph/tensor.ts';
import type { Config, Model } from '../models/model.ts';
import { Scope } from '../nn/scope.ts';
import { evaluate } from '../runtime/cpu.ts';

/** Weights by parameter name. */
export type Weights = Readonly<Record<string, Float64Array>>;

/**
 * A trained model on the CPU, for one history at a time: every kernel's f64 reference. It needs no GPU, so it answers
 * while the GPU trains and where there is none.
 */
export class Reader {
  private readonly weights: Weights;
  private readonly length: number;
  private readonly hidden: Tensor;
  private readonly table: Float64Array;
  private readonly width: number;

  constructor(model: Model, config: Config, items: number, weights: Weights) {
    this.weights = weights;
    this.length = config.length;
    const scope = new Scope({ seed: 0, clock: leaf('clock', [1], 'u32'), training: false });
    const ids = leaf('ids', [1, this.length], 'u32');
    const unused = { offsets: leaf('no offsets', [items + 2], 'u32'), places: leaf('no places', [this.length], 'u32') };
    const histories = { items: { ids, ...unused }, start: leaf('start', [1], 'u32') };
    const { hidden, table } = model.forward(scope, histories, items + 1, config);
    if (table.origin.kind !== 'leaf') throw new Error(`${model.name}: the scoring table must be a parameter`);
    this.hidden = hidden;
    this.table = weights[table.origin.name];
    this.width = hidden.shape[2];
  }

  /** Scores of all items after `history` (item indices, oldest first; the last `length` of them count). */
  scores(history: ArrayLike<number>): Float64Array {
    const [states] = this.evaluate(history, [this.hidden]);
    const state = states.subarray(states.length - this.width);
    const scores = new Float64Array(this.table.length / this.width - 1);
    for (let item = 0; item < scores.length; item++) {
      const row = (item + 1) * this.width;
      let sum = 0;
      for (let c = 0; c < this.width; c++) sum += state[c] * this.table[row + c];
      scores[item] = sum;
    }
    return scores;
  }

  /** Values inside the forward pass, for lenses. */
  evaluate(history: ArrayLike<number>, wanted: readonly Tensor[]): Float64Array[] {
    const ids = new Uint32Array(this.length);
    const start = writeHistory(ids, 0, this.length, history);
    const leaves = { ids: Float64Array.from(ids), start: Float64Array.of(start), clock: Float64Array.of(0) };
    return evaluate(wanted, { ...this.weights, ...leaves });
  }

  /** Launches of the forward pass whose kernel's name begins with `prefix`, in the order in which they run. */
  launches(prefix: string): Dispatch[] {
    const found = new Set<Dispatch>();
    const seen = new Set<Dispatch>();
    const visit = (t: Tensor): void => {
      const { origin } = root(t);
      if (origin.kind !== 'output' || seen.has(origin.of)) return;
      seen.add(origin.of);
      if (origin.of.kernel.name.startsWith(prefix)) found.add(origin.of);
      Object.values(origin.of.inputs).forEach(visit);
    };
    visit(this.hidden);
    return [...found].sort((a, b) => a.serial - b.serial);
  }

  /** How many items of a history the model sees. */
  get window(): number {
    return this.length;
  }
}
