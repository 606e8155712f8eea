/**
 * Residual k-means: codes from coarse to fine.
 *
 *   r₀ = x − mean,   c_s = argmin_c ‖r_s − e_{s,c}‖²,   r_{s+1} = r_s − e_{s,c_s}
 *
 * Each codebook is fitted by k-means to what the slots before left over. Where codes are to be unique, the last slot counts the
 * items that share all the others: 0, 1, 2, … in the order of the catalogue. Where more share them than it has codes it begins again
 * at 0, so that as few as possible stay alike.
 */
import type { ChoiceSetting } from '../parts/settings.ts';
import { encodeSlots, fitSlots, fittedSlots, kmeansSettings, mostCodes } from './kmeans_slots.ts';
import { defineTokenizer, type Fitted, type Tokens } from './tokenizer.ts';
import type { Vectors } from './vectors.ts';

const unique = {
  usual: 'no',
  formerly: 'no',
  options: {
    no: 'items whose vectors are near to one another may share all their codes',
    yes: 'the last code of an item counts those that share the others, so that no two items are alike while there are codes enough',
  },
  help: 'Whether residual codes tell all items apart',
} as const satisfies ChoiceSetting;

/** The first slot reads the vectors, each other one what is left of them. */
const reads = (centred: Vectors, _slot: number, left: Vectors | undefined): Vectors => left ?? centred;

/** What was fitted for codes that are unique says so. */
const COUNTED = { name: 'counted', shape: [1], data: Float32Array.of(1) } as const;
const isCounted = (fitted: Fitted): boolean => fitted.some(({ name }) => name === COUNTED.name);

export const residual = defineTokenizer({
  name: 'residual',
  title: 'Residual k-means',
  says: 'each code names what those before it left over, so that they go from coarse to fine',
  source:
    'Residual quantization as in TIGER (Rajput et al. 2023, arXiv:2305.05065) with k-means for each level instead of a trained autoencoder',
  settings: { ...kmeansSettings, unique },
  size: () => null,
  most: mostCodes,
  misfit: ({ slots }, settings) =>
    settings.unique === 'yes' && slots < 2
      ? `unique 'yes' takes the last code of an item to count, and there is ${slots}; use 2 codes of an item or more`
      : null,

  async fit(vectors, shape, { unique: counts, ...settings }, fitting) {
    if (counts === 'no') return fitSlots(vectors, shape, settings, fitting, reads);
    const made = await fitSlots(vectors, { ...shape, slots: shape.slots - 1 }, settings, fitting, reads);
    return counted(made, shape);
  },

  fitted: ({ slots, size }, width, found) =>
    isCounted(found)
      ? [...fittedSlots({ slots: slots - 1, size }, width, width), { name: COUNTED.name, shape: COUNTED.shape }]
      : fittedSlots({ slots, size }, width, width),

  /** Where codes are unique, those of the first item that has them. */
  async encode(vectors, fitted, executor, pace = {}) {
    const codes = await encodeSlots(vectors, fitted, executor, pace, reads);
    if (!isCounted(fitted)) return codes;
    const slots = fitted.filter(({ name }) => name.startsWith('codebook')).length;
    return withLast(codes, slots, () => 0);
  },
});

/** Codes with one more slot, which counts. */
function counted(made: Tokens, { slots, size }: { readonly slots: number; readonly size: number }): Tokens {
  const seen = new Map<string, number>();
  const codes = withLast(made.codes, slots - 1, (others) => {
    const key = others.join();
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    return before % size;
  });
  const { fitted, explained, explainedUpTo = [] } = made;
  return { codes, fitted: [...fitted, COUNTED], explained, explainedUpTo: [...explainedUpTo, explained] };
}

/** Codes of `slots` slots with one more behind them, made of those of the item. */
function withLast(codes: Uint16Array, slots: number, last: (others: Uint16Array) => number): Uint16Array<ArrayBuffer> {
  const all = new Uint16Array((codes.length / slots) * (slots + 1));
  for (let item = 0; item * slots < codes.length; item++) {
    const others = codes.subarray(item * slots, (item + 1) * slots);
    all.set(others, item * (slots + 1));
    all[item * (slots + 1) + slots] = last(others);
  }
  return all;
}
