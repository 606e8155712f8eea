import { Pacer } from '../core/pace.ts';
import { Random } from '../core/random.ts';
import { scheduleAt } from '../nn/optimizer.ts';
import { initialise } from '../nn/scope.ts';
import type { Numbers } from '../runtime/program.ts';
import { begin, OPTIMIZER, ROWS, VectorBatches } from './autoencoder.ts';
import { sampleOf } from './codebook.ts';
import { fitSlots } from './kmeans_slots.ts';
import { readsLeft } from './residual.ts';
import { traceResidualStep, type ResidualShape, type ResidualStep } from './rqvae_autoencoder.ts';
import { TrainedCodebooks } from './rqvae_codebooks.ts';
import { encoded } from './rqvae_coding.ts';
import { tensorOf, type Fitted, type Fitting } from './tokenizer.ts';
import { countOf, type Vectors } from './vectors.ts';

/** How an auto-encoder with residual codebooks is trained. */
export interface ResidualTraining {
  readonly steps: number;
  /** β: how much vectors are drawn to their codes. */
  readonly commitment: number;
  /** Of the means that codebooks follow; null where they take steps along their gradient. */
  readonly decay: number | null;
  /** Steps after which a code that nothing found begins again; 0 never. */
  readonly reset: number;
}

/** Learning rate at the start, from which half a cosine goes down to 0. */
const RATE = 1e-2;

/** Vectors of the first batch, by which codebooks begin. */
const FIRST = 4096;

/** Iterations of k-means by which they begin. */
const FIRST_ITERATIONS = 10;

/** Share of the work that is done when codebooks have begun, and when all is trained. */
const BEGUN = 0.1;
export const TRAINED = 0.9;

/**
 * Trains an auto-encoder with residual codebooks to give vectors back, on batches that are drawn by the seed.
 *
 * @throws CancelledError
 */
export async function trainedResidual(
  vectors: Vectors,
  shape: ResidualShape,
  { steps, commitment, decay, reset }: ResidualTraining,
  fitting: Fitting,
  pacer: Pacer,
): Promise<Fitted> {
  const { executor, seed, pace = {} } = fitting;
  const rows = Math.min(ROWS, countOf(vectors));
  const step = traceResidualStep(rows, shape, OPTIMIZER, decay);
  const { parameters, encode, find, learn } = step;
  const first = await firstCodebooks(vectors, shape, step, fitting, pacer);
  const program = await executor.prepare({ encode, find, learn }, pace.signal);
  try {
    begin(program, step.stepping, seed);
    program.write('minus', new Float32Array(rows).fill(-1));
    program.write('commitment', new Float32Array(rows).fill(commitment));
    const codebooks = new TrainedCodebooks(program, step, first, shape.latent, decay !== null);
    const batches = new VectorBatches(vectors, rows, seed);
    const rate = { peak: RATE, schedule: 'cosine', warmup: 0, total: steps } as const;
    let weights: readonly Numbers[] = [];
    for (let at = 1; at <= steps; at++) {
      const batch = batches.next();
      program.write('x', batch);
      program.write(
        'minus x',
        batch.map((value) => -value),
      );
      program.write('schedule', scheduleAt(OPTIMIZER, rate, at));
      const again = reset > 0 && at % reset === 0;
      weights = await codebooks.take(again ? new Random(seed, `unfound codes at step ${at}`) : null);
      await pacer.rest(BEGUN + ((TRAINED - BEGUN) * at) / steps);
    }
    return parameters.map(({ name, tensor }, i) => ({
      name,
      shape: tensor.shape,
      data: Float32Array.from(weights[i]),
    }));
  } finally {
    program.destroy();
  }
}

/** Codebooks by residual k-means of what the encoder makes of the first batch; the mean of that stands in the first of them. */
async function firstCodebooks(
  vectors: Vectors,
  shape: ResidualShape,
  { parameters }: ResidualStep,
  { executor, seed, pace = {} }: Fitting,
  pacer: Pacer,
): Promise<readonly Float32Array[]> {
  const first = sampleOf(vectors, FIRST, new Random(seed, 'first batch of the auto-encoder'));
  const weights = parameters.map((parameter) => ({
    name: parameter.name,
    shape: parameter.tensor.shape,
    data: Float32Array.from(initialise(parameter, seed)),
  }));
  const latent = await encoded(first, shape, weights, { executor, signal: pace.signal, pacer, done: 0 });
  const onProgress = (share: number): void => pace.onProgress?.(BEGUN * share);
  const made = await fitSlots(
    latent,
    { slots: shape.slots, size: shape.size },
    { iterations: FIRST_ITERATIONS, start: 'spread' },
    { executor, seed, pace: { ...pace, onProgress } },
    readsLeft,
  );
  const mean = tensorOf(made.fitted, 'mean').data;
  return Array.from({ length: shape.slots }, (_, slot) => {
    const { data } = tensorOf(made.fitted, `codebook${slot}`);
    return slot > 0 ? data : data.map((value, i) => value + mean[i % shape.latent]);
  });
}
