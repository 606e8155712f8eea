import { Pacer, type Pace } from '../core/pace.ts';
import { Random } from '../core/random.ts';
import type { CodesShape } from '../events/codes.ts';
import type { Settings, Values } from '../parts/settings.ts';
import type { Executor } from '../runtime/program.ts';
import { CodebookProgram, sampleOf } from './codebook.ts';
import { kmeans } from './kmeans.ts';
import { tensorOf, type Fitted, type FittedShape, type Fitting, type Tokens } from './tokenizer.ts';
import { countOf, explainedOf, interleaved, less, meanOf, squares, type Vectors } from './vectors.ts';

/** What may be set of k-means in each slot. */
export const kmeansSettings = {
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
    formerly: 'spread',
    options: {
      spread: 'vectors that lie apart: k-means++',
      random: 'any vectors, each as likely as another',
    },
    help: 'Where codes begin',
  },
} as const satisfies Settings;

/** Codes to choose from in a slot, at most: a codebook and its sums are searched and moved at every iteration. */
const MOST_CODES = 4096;

/** A code is the mean of some items. */
export const mostCodes = (items: number): number => Math.min(items, MOST_CODES);

/** Vectors a code is fitted to, at most; of more items a sample is drawn. */
const FITTED_PER_CODE = 256;

/** What a slot codes: of all vectors about their mean, and what the slot before it left over. */
export type Reads = (centred: Vectors, slot: number, left: Vectors | undefined) => Vectors;

/**
 * Codes by k-means, slot by slot: a codebook fitted to what the slot reads, c = argmin_c ‖r − e_c‖², and what is left r − e_c.
 *
 * @param reads  the vectors of a slot, all of one width
 */
export async function fitSlots(
  vectors: Vectors,
  { slots, size }: CodesShape,
  chosen: Values<typeof kmeansSettings>,
  { executor, seed, pace = {} }: Fitting,
  reads: Reads,
): Promise<Tokens> {
  const pacer = new Pacer('codes', pace);
  const mean = meanOf(vectors);
  const centred = less(vectors, mean);
  const variance = squares(centred.values);
  const { width } = reads(centred, 0, undefined);
  const program = await CodebookProgram.prepare(executor, { count: countOf(vectors), codes: size, width }, pace.signal);
  try {
    const made: Slot[] = [];
    const explainedUpTo: number[] = [];
    let left = variance;
    for (let slot = 0; slot < slots; slot++) {
      const read = reads(centred, slot, made.at(-1)?.residual);
      const done = (share: number): number => (slot + share) / slots;
      const options = { ...chosen, codes: size, seed, name: `codes ${slot}` };
      const one = await fitSlot(program, read, options, pacer, done);
      left += squares(one.residual.values) - squares(read.values);
      explainedUpTo.push(explainedOf(left, variance));
      made.push(one);
    }
    return {
      codes: interleaved(made.map(({ index }) => index)),
      fitted: [
        { name: 'mean', shape: [vectors.width], data: mean },
        ...made.map(({ codebook }, slot) => ({ name: `codebook${slot}`, shape: [size, width], data: codebook })),
      ],
      explained: explainedUpTo[slots - 1],
      explainedUpTo,
    };
  } finally {
    program.destroy();
  }
}

interface Slot {
  readonly codebook: Float32Array<ArrayBuffer>;
  readonly index: Uint32Array;
  readonly residual: Vectors;
}

/** One slot: a codebook fitted to the vectors, or to a sample of them, and what each of them finds. */
async function fitSlot(
  program: CodebookProgram,
  vectors: Vectors,
  options: Parameters<typeof kmeans>[2],
  pacer: Pacer,
  done: (share: number) => number,
): Promise<Slot> {
  const sample = sampleOf(vectors, FITTED_PER_CODE * options.codes, new Random(options.seed, `${options.name} sample`));
  const fitted = await kmeans(program, sample, options, pacer, done);
  const codebook = Float32Array.from(fitted); // what is found is found with what is kept
  const { index, residual } = await program.leave(vectors, codebook, pacer, done(1));
  return { codebook, index, residual: { values: residual, width: vectors.width } };
}

/** What `fitSlots` fits: the mean, and a codebook of each slot. */
export const fittedSlots = ({ slots, size }: CodesShape, width: number, slotWidth: number): readonly FittedShape[] => [
  { name: 'mean', shape: [width] },
  ...Array.from({ length: slots }, (_, slot) => ({ name: `codebook${slot}`, shape: [size, slotWidth] })),
];

/** The codes of vectors by codebooks that are there; slots read as when they were fitted. */
export async function encodeSlots(
  vectors: Vectors,
  fitted: Fitted,
  executor: Executor,
  pace: Pace,
  reads: Reads,
): Promise<Uint16Array<ArrayBuffer>> {
  const pacer = new Pacer('codes', pace);
  const codebooks = fitted.filter(({ name }) => name.startsWith('codebook'));
  const [codes, width] = codebooks[0].shape;
  const centred = less(vectors, tensorOf(fitted, 'mean').data);
  const program = await CodebookProgram.prepare(executor, { count: countOf(vectors), codes, width }, pace.signal);
  try {
    let left: Vectors | undefined;
    const found: Uint32Array[] = [];
    for (const [slot, { data }] of codebooks.entries()) {
      const read = reads(centred, slot, left);
      const { index, residual } = await program.leave(read, data, pacer, (slot + 1) / codebooks.length);
      left = { values: residual, width };
      found.push(index);
    }
    return interleaved(found);
  } finally {
    program.destroy();
  }
}
