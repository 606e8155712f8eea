/**
 * RQ-VAE: an auto-encoder whose middle is rounded to a sum of codes, one of each codebook, from coarse to fine.
 *
 *   x̃ = (x − mean) / scale,   z = encoder(x̃),   r₀ = z,   c_s = argmin_c ‖r_s − e_{s,c}‖²,   r_{s+1} = r_s − e_{s,c_s},   x̂ = decoder(Σ_s e_{s,c_s})
 *
 *   L = ½ ‖x̂ − x̃‖² + Σ_s ½ ‖sg(r_s) − e_{s,c_s}‖² + ½ β ‖r_s − sg(e_{s,c_s})‖²,   dx̂/dz as if nothing were rounded
 *
 * Codebooks begin by k-means of what the encoder makes of the first batch, and take steps along their gradient or follow the mean of what finds
 * them; a code that nothing finds begins again at what a vector has left over. Vectors that are not standardised make the codes
 * collapse, so each number is divided by its own deviation, or all of them by one.
 */
import { Pacer } from '../core/pace.ts';
import type { Settings } from '../parts/settings.ts';
import { mostCodes } from './kmeans_slots.ts';
import type { ResidualShape } from './rqvae_autoencoder.ts';
import { coded, errorsUpTo } from './rqvae_coding.ts';
import { TRAINED, trainedResidual } from './rqvae_training.ts';
import { defineTokenizer, tensorOf, type Fitted } from './tokenizer.ts';
import { counted, COUNTED, countedFirst, isCounted, unique, uniqueMisfit } from './unique.ts';
import { countOf, explainedOf, less, meanOf, squares, type Vectors } from './vectors.ts';

const settings = {
  rqvaeSteps: {
    usual: 500,
    formerly: 500,
    minimum: 1,
    maximum: 50_000,
    step: 1,
    help: 'Steps for which the auto-encoder of RQ-VAE is trained',
    raised: 'Raised: codes say more of the vectors, and take longer.',
  },
  rqvaeWidth: {
    usual: 32,
    formerly: 32,
    minimum: 1,
    maximum: 256,
    step: 1,
    help: 'Numbers between encoder and decoder, which the codes of RQ-VAE are summed up to',
    raised: 'Raised: less is lost before anything is coded, and codes are harder to learn.',
  },
  rqvaeCommitment: {
    usual: 0.25,
    formerly: 0.25,
    minimum: 0,
    maximum: 4,
    step: 0.05,
    help: 'How much the encoder of RQ-VAE is drawn to the codes it finds',
    raised: 'Raised: it stays with its codes sooner, and gives vectors back less exactly.',
  },
  rqvaeCodebooks: {
    usual: 'gradient',
    formerly: 'gradient',
    options: {
      gradient: 'steps along their gradient, as everything else',
      means: 'they follow the mean of what finds them, older finds counting less',
    },
    help: 'How the codes of RQ-VAE are learned',
  },
  rqvaeReset: {
    usual: 50,
    formerly: 50,
    minimum: 0,
    maximum: 10_000,
    step: 1,
    help: 'Steps after which a code of RQ-VAE that nothing found begins again; 0 never',
    raised: 'Raised: codes are left alone for longer, and more of them may stay unused.',
  },
  rqvaeInputs: {
    usual: 'each',
    formerly: 'each',
    options: {
      each: 'each number by its own deviation, so that all of them count alike',
      together: 'all by one, so that those in which items differ most count most',
    },
    help: 'How RQ-VAE standardises vectors',
  },
  unique,
} as const satisfies Settings;

/** γ of the means that codebooks follow: what was found a hundred steps ago counts a third. */
const DECAY = 0.99;

export const rqvae = defineTokenizer({
  name: 'rqvae',
  title: 'RQ-VAE',
  says: 'an auto-encoder learns to give vectors back from a sum of codes, each naming what those before it left over',
  source:
    'Lee et al. 2022, "Autoregressive Image Generation using Residual Quantization", arXiv:2203.01941, section 3.1; for items as in TIGER (Rajput et al. 2023, arXiv:2305.05065), with one hidden layer, Adam, standardised vectors and codes that begin again',
  settings,
  size: () => null,
  most: mostCodes,
  misfit: (shape, chosen) => uniqueMisfit(shape, chosen.unique),

  async fit(vectors, asked, chosen, fitting) {
    const counts = chosen.unique === 'yes';
    const { width } = vectors;
    const shape = { slots: asked.slots - Number(counts), size: asked.size, width, latent: chosen.rqvaeWidth };
    const pacer = new Pacer('codes', fitting.pace ?? {});
    const mean = meanOf(vectors);
    const scale = scalesOf(vectors, mean, chosen.rqvaeInputs === 'each');
    const read = standardised(vectors, mean, scale);
    const training = {
      steps: chosen.rqvaeSteps,
      commitment: chosen.rqvaeCommitment,
      decay: chosen.rqvaeCodebooks === 'means' ? DECAY : null,
      reset: chosen.rqvaeReset,
    };
    const weights = await trainedResidual(read, shape, training, fitting, pacer);
    const place = { executor: fitting.executor, signal: fitting.pace?.signal, pacer, done: TRAINED };
    const codes = await coded(read, shape, weights, place);
    const variance = squares(less(vectors, mean).values);
    const errors = await errorsUpTo(read, scale, shape, weights, place);
    const explainedUpTo = Array.from(errors, (error) => explainedOf(error, variance));
    const made = {
      codes,
      fitted: [
        { name: 'mean', shape: [width], data: mean },
        { name: 'scale', shape: [width], data: scale },
        ...weights.filter(({ name }) => !name.startsWith('decoder.')),
      ],
      explained: explainedUpTo[shape.slots - 1],
      explainedUpTo,
    };
    return counts ? counted(made, asked) : made;
  },

  fitted({ slots, size }, width, found) {
    const counts = isCounted(found);
    const [hidden = 0] = found.find(({ name }) => name === 'encoder.up.weight')?.shape ?? [];
    const [latent = 0] = found.find(({ name }) => name === 'encoder.down.weight')?.shape ?? [];
    return [
      { name: 'mean', shape: [width] },
      { name: 'scale', shape: [width] },
      { name: 'encoder.up.weight', shape: [hidden, width] },
      { name: 'encoder.up.bias', shape: [hidden] },
      { name: 'encoder.down.weight', shape: [latent, hidden] },
      { name: 'encoder.down.bias', shape: [latent] },
      ...Array.from({ length: slots - Number(counts) }, (_, s) => ({ name: `codebook${s}`, shape: [size, latent] })),
      ...(counts ? [{ name: COUNTED.name, shape: COUNTED.shape }] : []),
    ];
  },

  /** Where codes are unique, those of the first item that has them. */
  async encode(vectors, fitted, executor, pace = {}) {
    const shape = shapeOf(fitted, vectors.width);
    const [mean, scale] = ['mean', 'scale'].map((name) => tensorOf(fitted, name).data);
    const place = { executor, signal: pace.signal, pacer: new Pacer('codes', pace), done: 1 };
    const codes = await coded(standardised(vectors, mean, scale), shape, fitted, place);
    return isCounted(fitted) ? countedFirst(codes, shape.slots) : codes;
  },
});

/** The auto-encoder that was fitted. */
function shapeOf(fitted: Fitted, width: number): ResidualShape {
  const codebooks = fitted.filter(({ name }) => name.startsWith('codebook'));
  const [size, latent] = codebooks[0].shape;
  return { slots: codebooks.length, size, width, latent };
}

/** Of each number the root of its mean square about the mean, or of all together; 1 where items do not differ. */
function scalesOf(vectors: Vectors, mean: Float32Array, each: boolean): Float32Array<ArrayBuffer> {
  const { width } = vectors;
  const sums = new Float64Array(width);
  less(vectors, mean).values.forEach((value, i) => (sums[i % width] += value * value));
  const variances = sums.map((sum) => sum / countOf(vectors));
  const whole = variances.reduce((sum, variance) => sum + variance / width, 0);
  return Float32Array.from(variances, (variance) => Math.sqrt(each ? variance : whole) || 1);
}

/** Vectors about their mean, by their scale. */
const standardised = (vectors: Vectors, mean: Float32Array, scale: Float32Array): Vectors => ({
  values: less(vectors, mean).values.map((value, i) => value / scale[i % vectors.width]),
  width: vectors.width,
});
