/**
 * Product k-means: no code comes before another.
 *
 *   c_s = argmin_c ‖x_s − e_{s,c}‖²,   x_s the part of x − mean that slot s has
 *
 * Each codebook is fitted by k-means to the parts of its slot.
 */
import { encodeSlots, fitSlots, fittedSlots, kmeansSettings, mostCodes } from './kmeans_slots.ts';
import { defineTokenizer } from './tokenizer.ts';
import { checkParts, part, type Vectors } from './vectors.ts';

const readsOf =
  (slots: number) =>
  (centred: Vectors, slot: number): Vectors =>
    part(centred, slot, slots);

export const product = defineTokenizer({
  name: 'product',
  title: 'Product k-means',
  says: 'each code names its own part of the vector, so that all of them are alike',
  source:
    'Jégou, Douze & Schmid 2011, "Product Quantization for Nearest Neighbor Search"; columns are dealt to the parts',
  settings: kmeansSettings,
  size: () => null,
  most: mostCodes,
  misfit: () => null,
  async fit(vectors, shape, settings, fitting) {
    checkParts('product', vectors, shape.slots);
    return fitSlots(vectors, shape, settings, fitting, readsOf(shape.slots));
  },
  fitted: (shape, width) => fittedSlots(shape, width, width / shape.slots),
  encode: (vectors, fitted, executor, pace = {}) =>
    encodeSlots(vectors, fitted, executor, pace, readsOf(fitted.length - 1)), // the mean, and a codebook for each slot
});
