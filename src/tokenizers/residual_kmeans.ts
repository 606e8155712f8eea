import { collisionsOf, countsOf, useOf, type CodeUse } from '../core/code_use.ts';
import { SettingsError } from '../core/errors.ts';
import { Pacer, type Pace } from '../core/pace.ts';
import { Random } from '../core/random.ts';
import type { Part } from '../parts/part.ts';
import { usualValues, type Settings, type Values } from '../parts/settings.ts';
import type { Executor, Numbers } from '../runtime/program.ts';
import { CodebookProgram, countOf, sampleOf, type Vectors } from './codebook.ts';
import { kmeans } from './kmeans.ts';

const settings = {
  form: {
    usual: 'residual',
    options: {
      residual: 'each level names what the levels before left over: from coarse to fine',
      product: 'each level names its own part of the vector: all are alike',
    },
    help: 'What the codes of an item stand for',
  },
  levels: {
    usual: 3,
    minimum: 1,
    maximum: 8,
    step: 1,
    help: 'Codes of an item',
    raised: 'Raised: fewer items share all their codes; a model reads and predicts more tokens.',
  },
  codes: {
    usual: 256,
    minimum: 2,
    maximum: 4096,
    step: 1,
    help: 'Codes to choose from at each level',
    raised: 'Raised: codes say more and are learned from fewer items each.',
  },
  iterations: {
    usual: 25,
    minimum: 1,
    maximum: 100,
    step: 1,
    help: 'How often codes move to the mean of their items, at most',
    raised: 'Raised: codes fit better, and take longer.',
  },
  start: {
    usual: 'spread',
    options: {
      spread: 'vectors that lie apart: k-means++',
      random: 'any vectors, each as likely as another',
    },
    help: 'Where codes begin',
  },
} as const satisfies Settings;

export type Chosen = Values<typeof settings>;

/** Codes for items, and what they stand for. */
export interface Codes {
  /** (items, levels): each below the number of codes. */
  readonly codes: Uint16Array;
  /** What is left out of every vector before it is coded: the mean of all of them (D). */
  readonly mean: Float32Array;
  /** Of each level: (K, D), or (K, D / levels) for parts. */
  readonly codebooks: readonly Float32Array[];
  /** Of each level. */
  readonly use: readonly CodeUse[];
  /** Share of the variance that is explained by the codes up to each level. */
  readonly explained: readonly number[];
  /** Items whose codes an item before them has, all of them. */
  readonly collisions: number;
}

/** Vectors a code is fitted to, at most; of more items a sample is drawn. */
const FITTED_PER_CODE = 256;

/**
 * Codes by k-means, level by level: r₀ = x − mean, c_l = argmin_c ‖r_l − e_{l,c}‖², r_{l+1} = r_l − e_{l,c_l}, each codebook fitted
 * by k-means to what the levels before left over. As product quantization each level codes a part of the vector instead.
 *
 * The same vectors, settings and seed give the same codes on one executor; on another one the last bits of sums differ, and
 * with them codes that are almost equally near.
 */
export const residualKmeans = {
  name: 'residual-kmeans',
  title: 'Residual k-means',
  says: 'names an item by the clusters that its vector falls into, from coarse to fine',
  source:
    'Residual quantization as in TIGER (Rajput et al. 2023, arXiv:2305.05065) with k-means for each level instead of a trained autoencoder; parts: Jégou et al. 2011, product quantization',
  settings,
  tokenize,
} satisfies Part & { tokenize: unknown };

/**
 * @param vectors  (N, D) as they are, finite
 * @param chosen   values for some of the settings
 * @throws SettingsError where vectors and settings do not fit one another
 * @throws CancelledError
 */
async function tokenize(
  vectors: Vectors,
  chosen: Partial<Chosen>,
  seed: number,
  executor: Executor,
  pace: Pace = {},
): Promise<Codes> {
  const all: Chosen = { ...usualValues(settings), ...chosen };
  check(vectors, all);
  const pacer = new Pacer('codes', pace);
  const { mean, centred, variance } = centre(vectors);
  const size = { count: countOf(vectors), codes: all.codes, width: widthOf(vectors, all) };
  const program = await CodebookProgram.prepare(executor, size, pace.signal);
  try {
    const levels: Level[] = [];
    let left = variance;
    const explained: number[] = [];
    for (let level = 0; level < all.levels; level++) {
      const read = all.form === 'product' ? part(centred, level, size.width) : (levels.at(-1)?.residual ?? centred);
      const before = all.form === 'product' ? squares(read.values) : left;
      const done = (share: number): number => (level + share) / all.levels;
      const made = await fit(program, read, { ...all, seed, name: `codes ${level}` }, pacer, done);
      left += squares(made.residual.values) - before;
      explained.push(variance > 0 ? 1 - left / variance : 1);
      levels.push(made);
    }
    return { ...sideBySide(levels, all.codes), mean, explained };
  } finally {
    program.destroy();
  }
}

interface Level {
  readonly codebook: Float32Array;
  readonly index: Uint32Array;
  readonly residual: Vectors;
}

/** One level: a codebook fitted to the vectors, or to a sample of them, and what each of them finds. */
async function fit(
  program: CodebookProgram,
  vectors: Vectors,
  options: Chosen & { readonly seed: number; readonly name: string },
  pacer: Pacer,
  done: (share: number) => number,
): Promise<Level> {
  const sample = sampleOf(vectors, FITTED_PER_CODE * options.codes, new Random(options.seed, `${options.name} sample`));
  const fitted = await kmeans(program, sample, options, pacer, done);
  const codebook = Float32Array.from(fitted); // what is found is found with what is kept
  const { index, residual } = await program.leave(vectors, codebook, pacer, done(1));
  return { codebook, index, residual: { values: residual, width: vectors.width } };
}

/** The codes of new vectors by codebooks that are there. `form` is that with which they were made. @throws CancelledError */
export async function codesOf(
  vectors: Vectors,
  { mean, codebooks }: Pick<Codes, 'mean' | 'codebooks'>,
  form: Chosen['form'],
  executor: Executor,
  pace: Pace = {},
): Promise<Uint16Array> {
  const pacer = new Pacer('codes', pace);
  const width = form === 'product' ? vectors.width / codebooks.length : vectors.width;
  const codes = codebooks[0].length / width;
  const program = await CodebookProgram.prepare(executor, { count: countOf(vectors), codes, width }, pace.signal);
  try {
    let left: Vectors = less(vectors, mean);
    const found: Uint32Array[] = [];
    for (const [level, codebook] of codebooks.entries()) {
      const read = form === 'product' ? part(left, level, width) : left;
      const { index, residual } = await program.leave(read, codebook, pacer, (level + 1) / codebooks.length);
      if (form === 'residual') left = { values: residual, width };
      found.push(index);
    }
    return interleaved(found);
  } finally {
    program.destroy();
  }
}

/** @throws SettingsError where there are fewer items than codes to choose from */
export function checkCodes(codes: number, items: number): void {
  if (codes <= items) return;
  throw new SettingsError(`residual k-means: ${codes} codes for ${items} items; use at most ${items} codes`);
}

function check({ values, width }: Vectors, { codes, levels, form }: Chosen): void {
  const refuse = (what: string): never => {
    throw new SettingsError(`residual k-means: ${what}`);
  };
  const items = values.length / width;
  if (!Number.isInteger(items) || items < 1) refuse(`${values.length} numbers are no vectors of ${width}`);
  checkCodes(codes, items);
  if (form === 'product' && width % levels !== 0) {
    refuse(
      `vectors of ${width} numbers do not fall into ${levels} equal parts; use a number of levels that divides ${width}`,
    );
  }
  const odd = values.findIndex((value) => !Number.isFinite(value));
  if (odd >= 0)
    refuse(`number ${odd % width} of vector ${Math.floor(odd / width)} is ${values[odd]}, expected a finite number`);
}

const widthOf = ({ width }: Vectors, { form, levels }: Chosen): number => (form === 'product' ? width / levels : width);

/** Vectors about their mean, in single precision on every executor, and the sum of their squares. */
function centre(vectors: Vectors): { mean: Float32Array; centred: Vectors; variance: number } {
  const { values, width } = vectors;
  const sums = new Float64Array(width);
  values.forEach((value, i) => (sums[i % width] += value));
  const mean = Float32Array.from(sums, (sum) => sum / countOf(vectors));
  const centred = less(vectors, mean);
  return { mean, centred, variance: squares(centred.values) };
}

const less = ({ values, width }: Vectors, mean: Float32Array): Vectors => ({
  values: Float32Array.from(values, (value, i) => value - mean[i % width]),
  width,
});

const squares = (values: Numbers): number => {
  let sum = 0;
  for (const value of values) sum += value * value;
  return sum;
};

/** Numbers level · width … of every vector. */
function part(vectors: Vectors, level: number, width: number): Vectors {
  const values = new Float32Array(countOf(vectors) * width);
  for (let i = 0; i < values.length; i++) {
    values[i] = vectors.values[Math.floor(i / width) * vectors.width + level * width + (i % width)];
  }
  return { values, width };
}

const interleaved = (found: readonly Uint32Array[]): Uint16Array =>
  Uint16Array.from(
    { length: found.length * found[0].length },
    (_, i) => found[i % found.length][Math.floor(i / found.length)],
  );

function sideBySide(levels: readonly Level[], size: number): Pick<Codes, 'codes' | 'codebooks' | 'use' | 'collisions'> {
  const codes = interleaved(levels.map(({ index }) => index));
  return {
    codes,
    codebooks: levels.map(({ codebook }) => codebook),
    use: levels.map(({ index }) => useOf(countsOf(index, size))),
    collisions: collisionsOf(codes, levels.length),
  };
}
