/**
 * FSQ: an auto-encoder whose middle is rounded to levels; a code says which combination of levels the part of its slot came to.
 *
 *   x̃ = (x − mean) / scale,   (code_s, y_s) = FSQ(W_in x̃_s + b_in),   x̂ = decoder(y),   W to the least ‖x̂ − x̃‖²
 *
 * Columns are dealt to the slots in turn: x̃_s are those of slot s. Nothing is near or far from a code, so that none can die. The scale is
 * one number for all columns, so that those in which items differ most count most; what is minimised is the squared error,
 * where RecGPT has the absolute one: it is what k-means minimises, and a share of the variance is what all tokenizers tell.
 */
import { Pacer } from '../core/pace.ts';
import type { Settings } from '../parts/settings.ts';
import { codesOf } from '../../shaders/fsq/levels.ts';
import { fittingLevels, LEVELS, levelsNamed, MOST_CODES, nameOf } from './fsq_levels.ts';
import { coded, trained } from './fsq_training.ts';
import { defineTokenizer, tensorOf } from './tokenizer.ts';
import { checkParts, explainedOf, less, meanOf, squares, type Vectors } from './vectors.ts';

/** The word for levels that follow from the codes there is room for. */
const FITTING = 'fitting';

const levelWords: Readonly<Record<string, string>> = {
  [FITTING]: 'of those below, the ones that make the most codes there is room for',
  ...Object.fromEntries(LEVELS.map((levels) => [nameOf(levels), `${codesOf(levels)} codes in a slot`])),
};

const settings = {
  fsqLevels: {
    usual: FITTING,
    formerly: FITTING,
    options: levelWords,
    help: 'Levels of each number that an FSQ code is made of',
  },
  fsqSteps: {
    usual: 500,
    formerly: 500,
    minimum: 1,
    maximum: 20_000,
    step: 1,
    help: 'Steps for which the auto-encoder of FSQ is trained',
    raised: 'Raised: codes say more of the vectors, and take longer.',
  },
} as const satisfies Settings;

const sizeOf = (fsqLevels: string): number | null => (fsqLevels === FITTING ? null : codesOf(levelsNamed(fsqLevels)));

export const fsq = defineTokenizer({
  name: 'fsq',
  title: 'FSQ',
  says: 'a small auto-encoder learns to give vectors back from a few rounded numbers, of which the codes are made',
  source:
    'Mentzer et al. 2023, "Finite Scalar Quantization: VQ-VAE Made Simple", arXiv:2309.15505; a slot for each part of the vector as in RecGPT, with the squared error, and an MLP where that has a transformer',
  settings,
  size: ({ fsqLevels }) => sizeOf(fsqLevels),
  most: () => MOST_CODES,
  misfit({ size }, { fsqLevels }) {
    const made = sizeOf(fsqLevels) ?? 0;
    if (made <= size) return null;
    return `fsqLevels ${fsqLevels} make ${made} codes, and there is room for ${size}; use ${nameOf(fittingLevels(size))} or '${FITTING}'`;
  },

  async fit(vectors, { slots, size }, { fsqLevels, fsqSteps }, fitting) {
    checkParts('fsq', vectors, slots);
    const { width } = vectors;
    const levels = fsqLevels === FITTING ? fittingLevels(size) : levelsNamed(fsqLevels);
    const shape = { slots, width, levels };
    const pacer = new Pacer('codes', fitting.pace ?? {});
    const mean = meanOf(vectors);
    const scale = scaleOf(vectors, mean);
    const read = standardised(vectors, mean, scale, slots);
    const weights = await trained(read, shape, fsqSteps, fitting, pacer);
    const { codes, decoded } = await coded(read, shape, weights, true, fitting, pacer);
    const errors = decoded.map((value, i) => value - read.values[i]);
    return {
      codes,
      fitted: [
        { name: 'mean', shape: [width], data: mean },
        { name: 'scale', shape: [1], data: Float32Array.of(scale) },
        { name: 'levels', shape: [levels.length], data: Float32Array.from(levels) },
        ...weights.filter(({ name }) => name.startsWith('in.')),
      ],
      explained: explainedOf(squares(errors), squares(read.values)),
    };
  },

  fitted({ slots, size }, width, found) {
    const said = [...(found.find(({ name }) => name === 'levels')?.data ?? [])];
    const levels = LEVELS.find((known) => nameOf(known) === nameOf(said) && codesOf(known) <= size)?.length ?? 0;
    return [
      { name: 'mean', shape: [width] },
      { name: 'scale', shape: [1] },
      { name: 'levels', shape: [levels] },
      { name: 'in.weight', shape: [levels, width / slots] },
      { name: 'in.bias', shape: [levels] },
    ];
  },

  async encode(vectors, fitted, executor, pace = {}) {
    const { width } = vectors;
    const [mean, [scale], levels] = ['mean', 'scale', 'levels'].map((name) => tensorOf(fitted, name).data);
    const slots = width / tensorOf(fitted, 'in.weight').shape[1];
    const read = standardised(vectors, mean, scale, slots);
    const shape = { slots, width, levels: [...levels] };
    const { codes } = await coded(read, shape, fitted, false, { executor, pace }, new Pacer('codes', pace));
    return codes;
  },
});

/** The root of the mean square about the mean; 1 where all vectors are alike. */
function scaleOf(vectors: Vectors, mean: Float32Array): number {
  const square = squares(less(vectors, mean).values) / vectors.values.length;
  return square > 0 ? Math.fround(Math.sqrt(square)) : 1;
}

/** Vectors about their mean, by their scale, with the columns of each slot side by side. */
function standardised({ values, width }: Vectors, mean: Float32Array, scale: number, slots: number): Vectors {
  const each = width / slots;
  const dealt = new Float32Array(values.length);
  for (let i = 0; i < dealt.length; i++) {
    const at = i % width;
    const column = (at % each) * slots + Math.floor(at / each);
    dealt[i] = (values[i - at + column] - mean[column]) / scale;
  }
  return { values: dealt, width };
}
