/**
 * Residual k-means: codes from coarse to fine.
 *
 *   r₀ = x − mean,   c_s = argmin_c ‖r_s − e_{s,c}‖²,   r_{s+1} = r_s − e_{s,c_s}
 *
 * Each codebook is fitted by k-means to what the slots before left over.
 */
import { encodeSlots, fitSlots, kmeansSettings, mostCodes } from './kmeans_slots.ts';
import { defineTokenizer } from './tokenizer.ts';
import type { Vectors } from './vectors.ts';

/** The first slot reads the vectors, each other one what is left of them. */
const reads = (centred: Vectors, _slot: number, left: Vectors | undefined): Vectors => left ?? centred;

export const residual = defineTokenizer({
  name: 'residual',
  title: 'Residual k-means',
  says: 'each code names what those before it left over, so that they go from coarse to fine',
  source:
    'Residual quantization as in TIGER (Rajput et al. 2023, arXiv:2305.05065) with k-means for each level instead of a trained autoencoder',
  settings: kmeansSettings,
  size: () => null,
  most: mostCodes,
  misfit: () => null,
  fit: (vectors, shape, settings, fitting) => fitSlots(vectors, shape, settings, fitting, reads),
  encode: (vectors, fitted, executor, pace = {}) => encodeSlots(vectors, fitted, executor, pace, reads),
});
