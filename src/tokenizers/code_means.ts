import { Pacer, type Pace } from '../core/pace.ts';
import type { Codes } from '../events/codes.ts';
import { countOf, explainedOf, less, meanOf, squares, type Vectors } from './vectors.ts';

/**
 * What codes that are there already say of vectors: share of the variance that the means of the codes explain, up to each slot.
 *
 *   r₀ = x − mean,   e_{s,c} = mean of r_s over the items with code c in slot s,   r_{s+1} = r_s − e_{s,c_s},   1 − Σ ‖r_S‖² / Σ ‖r₀‖²
 *
 * Of residual k-means they are its codebooks, but for what the last iteration moved. No share is below that of the slot before.
 *
 * @throws CancelledError
 */
export async function explainedByMeans(vectors: Vectors, codes: Codes, pace: Pace = {}): Promise<number[]> {
  const pacer = new Pacer('codes', pace);
  if (countOf(vectors) * codes.slots !== codes.values.length) throw new Error('codes: of other items than the vectors');
  const { width } = vectors;
  const left = Float64Array.from(less(vectors, meanOf(vectors)).values);
  const variance = squares(left);
  const explained: number[] = [];
  for (let slot = 0; slot < codes.slots; slot++) {
    leave(left, width, codes, slot);
    explained.push(explainedOf(squares(left), variance));
    await pacer.rest((slot + 1) / codes.slots);
  }
  return explained;
}

/** Takes from each vector the mean of those with its code. */
function leave(left: Float64Array, width: number, { slots, size, values }: Codes, slot: number): void {
  const [sums, counts] = [new Float64Array(size * width), new Uint32Array(size)];
  const codeAt = (row: number): number => values[row * slots + slot];
  left.forEach((value, i) => (sums[codeAt(Math.floor(i / width)) * width + (i % width)] += value));
  for (let row = 0; row * slots < values.length; row++) counts[codeAt(row)]++;
  for (let i = 0; i < left.length; i++) {
    const code = codeAt(Math.floor(i / width));
    left[i] -= sums[code * width + (i % width)] / counts[code];
  }
}
