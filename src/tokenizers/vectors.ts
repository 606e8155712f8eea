import { SettingsError } from '../core/errors.ts';

/** Rows of numbers, one after another. */
export interface Vectors {
  readonly values: Float32Array | Float64Array;
  readonly width: number;
}

export const countOf = ({ values, width }: Vectors): number => values.length / width;

/** @throws SettingsError where they are no vectors, or hold what is no number; `who` codes them */
export function checkVectors(who: string, { values, width }: Vectors): void {
  const items = values.length / width;
  if (!Number.isInteger(items) || items < 1) {
    throw new SettingsError(`${who}: ${values.length} numbers are no vectors of ${width}`);
  }
  const odd = values.findIndex((value) => !Number.isFinite(value));
  if (odd < 0) return;
  throw new SettingsError(
    `${who}: number ${odd % width} of vector ${Math.floor(odd / width)} is ${values[odd]}, expected a finite number`,
  );
}

/** @throws SettingsError where vectors do not fall into equal parts, one for each slot */
export function checkParts(who: string, { width }: Vectors, slots: number): void {
  if (width % slots === 0) return;
  throw new SettingsError(
    `${who}: vectors of ${width} numbers do not fall into ${slots} equal parts; use a number of codes that divides ${width}`,
  );
}

/** The mean of vectors, in single precision on every executor. */
export function meanOf(vectors: Vectors): Float32Array<ArrayBuffer> {
  const { values, width } = vectors;
  const sums = new Float64Array(width);
  values.forEach((value, i) => (sums[i % width] += value));
  return Float32Array.from(sums, (sum) => sum / countOf(vectors));
}

/** Vectors about a mean. */
export const less = ({ values, width }: Vectors, mean: Float32Array): Vectors => ({
  values: Float32Array.from(values, (value, i) => value - mean[i % width]),
  width,
});

export function squares(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return sum;
}

/** Share of the variance that is explained where so much is left of it; all of it where there is none. */
export const explainedOf = (left: number, variance: number): number => (variance > 0 ? 1 - left / variance : 1);

/**
 * The part of every vector that slot `slot` codes: columns are dealt to the slots in turn, so that each has its share of
 * those in which items differ most.
 */
export function part({ values, width }: Vectors, slot: number, slots: number): Vectors {
  const each = width / slots;
  const dealt = new Float32Array((values.length / width) * each);
  for (let i = 0; i < dealt.length; i++) {
    dealt[i] = values[Math.floor(i / each) * width + (i % each) * slots + slot];
  }
  return { values: dealt, width: each };
}

/** Codes of each slot, (items) each, as (items, slots). */
export const interleaved = (found: readonly Uint32Array[]): Uint16Array<ArrayBuffer> =>
  Uint16Array.from(
    { length: found.length * found[0].length },
    (_, i) => found[i % found.length][Math.floor(i / found.length)],
  );
