import type { Pacer } from '../core/pace.ts';
import { Random } from '../core/random.ts';
import { size } from '../core/shape.ts';
import { leaf } from '../graph/tensor.ts';
import { scheduleAt } from '../nn/optimizer.ts';
import { initialise, type Parameter } from '../nn/scope.ts';
import type { AdamW } from '../ops/index.ts';
import type { Numbers, Program } from '../runtime/program.ts';
import { decoder, encoder, momentsOf, scopeOf, traceStep, type AutoEncoderShape } from './fsq_autoencoder.ts';
import { tensorOf, type Fitted, type Fitting } from './tokenizer.ts';
import { countOf, type Vectors } from './vectors.ts';

/** Vectors of a step, at most, and of a piece that is coded: always as many, so that a vector meets the same kernels whatever stands beside it. */
const ROWS = 256;

const OPTIMIZER: AdamW = { beta1: 0.9, beta2: 0.999, eps: 1e-8, weightDecay: 0, clip: 0 };

/** Learning rate at the start, from which half a cosine goes down to 0; a third of it takes three times the steps. */
const RATE = 1e-2;

/**
 * Trains an auto-encoder to give vectors back: AdamW on the squared error of batches that are drawn by the seed.
 *
 * @throws CancelledError
 */
export async function trained(
  vectors: Vectors,
  shape: AutoEncoderShape,
  steps: number,
  { executor, seed, pace = {} }: Fitting,
  pacer: Pacer,
): Promise<Fitted> {
  const rows = Math.min(ROWS, countOf(vectors));
  const { parameters, after } = traceStep(rows, shape, OPTIMIZER);
  const program = await executor.prepare({ step: after }, pace.signal);
  try {
    begin(program, parameters, seed);
    const batches = new VectorBatches(vectors, rows, seed);
    const rate = { peak: RATE, schedule: 'cosine', warmup: 0, total: steps } as const;
    let weights: Numbers[] = [];
    for (let step = 1; step <= steps; step++) {
      const batch = batches.next();
      program.write('x', batch);
      program.write(
        'minus x',
        batch.map((value) => -value),
      );
      program.write('schedule', scheduleAt(OPTIMIZER, rate, step));
      weights = await program.run('step');
      await pacer.rest(step / (steps + 1));
    }
    return parameters.map(({ name, tensor: { shape: extents } }, i) => ({
      name,
      shape: extents,
      data: Float32Array.from(weights[i]),
    }));
  } finally {
    program.destroy();
  }
}

function begin(program: Program<'step'>, parameters: readonly Parameter[], seed: number): void {
  program.write('clock', [0]);
  for (const parameter of parameters) {
    const { name, tensor } = parameter;
    program.write(name, initialise(parameter, seed));
    for (const moment of momentsOf(name)) program.write(moment, new Float32Array(size(tensor.shape)));
  }
}

/** Batches of as many vectors each, in an order drawn anew for every pass; what does not fill a batch waits for the next pass. */
class VectorBatches {
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

/** What an auto-encoder makes of vectors. */
interface Coded {
  /** (N, slots) */
  readonly codes: Uint16Array<ArrayBuffer>;
  /** (N, width) where the decoder was asked as well, else empty. */
  readonly decoded: Float32Array;
}

/** Codes of vectors, and, where `decodes`, what they stand for. @throws CancelledError */
export async function coded(
  vectors: Vectors,
  shape: AutoEncoderShape,
  weights: Fitted,
  decodes: boolean,
  { executor, pace = {} }: Pick<Fitting, 'executor' | 'pace'>,
  pacer: Pacer,
): Promise<Coded> {
  const { slots, width } = shape;
  const w = scopeOf();
  const { y, index } = encoder(w, leaf('x', [ROWS, width]), shape);
  const stage = decodes ? [index, decoder(w, y, shape)] : [index];
  const program = await executor.prepare({ code: stage }, pace.signal);
  try {
    for (const { name } of w.parameters) program.write(name, tensorOf(weights, name).data);
    if (decodes) program.write('clock', [0]);
    const count = countOf(vectors);
    const codes = new Uint16Array(count * slots);
    const decoded = new Float32Array(decodes ? count * width : 0);
    const piece = new Float32Array(ROWS * width);
    for (let from = 0; from < count; from += ROWS) {
      piece.fill(0).set(vectors.values.subarray(from * width, (from + ROWS) * width));
      program.write('x', piece);
      const [found, back] = await program.run('code');
      codes.set(found.subarray(0, codes.length - from * slots), from * slots);
      if (decodes) decoded.set(back.subarray(0, decoded.length - from * width), from * width);
      await pacer.rest(1);
    }
    return { codes, decoded };
  } finally {
    program.destroy();
  }
}
