/**
 * Residual k-means: codes from coarse to fine.
 *
 *   r₀ = x − mean,   c_s = argmin_c ‖r_s − e_{s,c}‖²,   r_{s+1} = r_s − e_{s,c_s}
 *
 * Each codebook is fitted by k-means to what the slots before left over. Where codes are to be unique, the last slot counts the
 * items that share all the others: 0, 1, 2, … in the order of the catalogue. Where more share them than it has codes it begins again
 * at 0, so that as few as possible stay alike.
 */
import { encodeSlots, fitSlots, fittedSlots, kmeansSettings, mostCodes, type Reads } from './kmeans_slots.ts';
import { defineTokenizer } from './tokenizer.ts';
import { counted, COUNTED, countedFirst, isCounted, unique, uniqueMisfit } from './unique.ts';

/** The first slot reads the vectors, each other one what is left of them. */
export const readsLeft: Reads = (centred, _slot, left) => left ?? centred;

export const residual = defineTokenizer({
  name: 'residual',
  title: 'Residual k-means',
  says: 'each code names what those before it left over, so that they go from coarse to fine',
  source:
    'Residual quantization as in TIGER (Rajput et al. 2023, arXiv:2305.05065) with k-means for each level instead of a trained autoencoder',
  settings: { ...kmeansSettings, unique },
  size: () => null,
  most: mostCodes,
  misfit: (shape, settings) => uniqueMisfit(shape, settings.unique),

  async fit(vectors, shape, { unique: counts, ...settings }, fitting) {
    if (counts === 'no') return fitSlots(vectors, shape, settings, fitting, readsLeft);
    const made = await fitSlots(vectors, { ...shape, slots: shape.slots - 1 }, settings, fitting, readsLeft);
    return counted(made, shape);
  },

  fitted: ({ slots, size }, width, found) =>
    isCounted(found)
      ? [...fittedSlots({ slots: slots - 1, size }, width, width), { name: COUNTED.name, shape: COUNTED.shape }]
      : fittedSlots({ slots, size }, width, width),

  /** Where codes are unique, those of the first item that has them. */
  async encode(vectors, fitted, executor, pace = {}) {
    const codes = await encodeSlots(vectors, fitted, executor, pace, readsLeft);
    const slots = fitted.filter(({ name }) => name.startsWith('codebook')).length;
    return isCounted(fitted) ? countedFirst(codes, slots) : codes;
  },
});
