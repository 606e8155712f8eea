/** What auto-encoders of vectors have in common, whatever stands in their middle. */
import { Random } from '../core/random.ts';
import { size } from '../core/shape.ts';
import { leaf, type Tensor } from '../graph/tensor.ts';
import { initialise, normal, Scope, zeros, type Parameter } from '../nn/scope.ts';
import { adamw, type AdamW, type Linear } from '../ops/index.ts';
import type { Program } from '../runtime/program.ts';
import { countOf, type Vectors } from './vectors.ts';

/** Vectors of a step, at most, and of a piece that is coded: always as many, so that a vector meets the same kernels whatever stands beside it. */
export const ROWS = 256;

/** Adam: nothing decays and nothing is clipped. */
export const OPTIMIZER: AdamW = { beta1: 0.9, beta2: 0.999, eps: 1e-8, weightDecay: 0, clip: 0 };

/** A scope of an auto-encoder; it drops nothing. */
export const scopeOf = (): Scope => new Scope({ seed: 0, clock: leaf('clock', [1], 'u32'), training: false });

/** A linear map that leaves numbers as large as they are: weights as small as elsewhere would code all vectors alike. */
export const spread = (w: Scope, widthIn: number, widthOut: number): Linear => ({
  weight: w.parameter('weight', [widthOut, widthIn], normal(widthIn ** -0.5)),
  bias: w.parameter('bias', [widthOut], zeros),
});

/** Names of the leaves that hold both moments of a parameter. */
export const momentsOf = (name: string): readonly [string, string] => [
  `first moment of ${name}`,
  `second moment of ${name}`,
];

/** A parameter after a step of AdamW, on its moments and the leaf `schedule`. */
export function adapted({ name, tensor }: Parameter, gradient: Tensor, optimizer: AdamW): Tensor {
  const [firstMoment, secondMoment] = momentsOf(name).map((moment) => leaf(moment, tensor.shape));
  const weights = { parameters: tensor, firstMoment, secondMoment };
  return adamw(weights, gradient, leaf('schedule', [4]), optimizer, 0).parameters;
}

/** Gives parameters the values they start from, and moments of 0. */
export function begin<S extends string>(program: Program<S>, parameters: readonly Parameter[], seed: number): void {
  for (const parameter of parameters) {
    const { name, tensor } = parameter;
    program.write(name, initialise(parameter, seed));
    for (const moment of momentsOf(name)) program.write(moment, new Float32Array(size(tensor.shape)));
  }
}

/** Batches of as many vectors each, in an order drawn anew for every pass; what does not fill a batch waits for the next pass. */
export class VectorBatches {
  private readonly vectors: Vectors;
  private readonly order: Uint32Array;
  private readonly random: Random;
  private readonly batch: Float32Array;
  private at = Infinity;

  constructor(vectors: Vectors, rows: number, seed: number) {
    this.vectors = vectors;
    this.order = Uint32Array.from({ length: countOf(vectors) }, (_, row) => row);
    this.random = new Random(seed, 'batches of the auto-encoder');
    this.batch = new Float32Array(rows * vectors.width);
  }

  /** The next batch; it lasts until the one after it. */
  next(): Float32Array {
    const { values, width } = this.vectors;
    const rows = this.batch.length / width;
    if (this.at + rows > this.order.length) {
      this.random.shuffle(this.order);
      this.at = 0;
    }
    for (let r = 0; r < rows; r++) {
      const row = this.order[this.at + r];
      this.batch.set(values.subarray(row * width, (row + 1) * width), r * width);
    }
    this.at += rows;
    return this.batch;
  }
}

/** Vectors in pieces of `ROWS`, zeros past the end; a piece lasts until the one after it. */
export function* piecesOf({
  values,
  width,
}: Vectors): Generator<{ readonly from: number; readonly piece: Float32Array }> {
  const piece = new Float32Array(ROWS * width);
  for (let from = 0; from * width < values.length; from += ROWS) {
    piece.fill(0).set(values.subarray(from * width, (from + ROWS) * width));
    yield { from, piece };
  }
}
