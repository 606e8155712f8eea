import type { Pacer } from '../core/pace.ts';
import { leaf } from '../graph/tensor.ts';
import { scheduleAt } from '../nn/optimizer.ts';
import type { Numbers } from '../runtime/program.ts';
import { begin, OPTIMIZER, piecesOf, ROWS, scopeOf, VectorBatches } from './autoencoder.ts';
import { decoder, encoder, traceStep, type AutoEncoderShape } from './fsq_autoencoder.ts';
import { tensorOf, type Fitted, type Fitting } from './tokenizer.ts';
import { countOf, type Vectors } from './vectors.ts';

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
    program.write('clock', [0]);
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
    for (const { from, piece } of piecesOf(vectors)) {
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
