import { CancelledError, SettingsError } from '../core/errors.ts';
import type { Pacer } from '../core/pace.ts';
import type { Provider, Runtime } from '../ort/session.ts';
import { OpenModel, type Asked } from './open_model.ts';

/** How far WebGPU is from wasm with one model. */
export interface Comparison {
  readonly texts: number;
  /** The largest ‖a − b‖ / ‖b‖ over the vectors of the texts, b from wasm; null where WebGPU gave none. */
  readonly difference: number | null;
  /** Why WebGPU was not used; null where it was. */
  readonly refused: string | null;
}

/**
 * Above this WebGPU is not used. In single precision providers that are right differ by some 10⁻⁵ (sums in another order), float16 by 10⁻³; what is wrong,
 * as a normalisation that loses its digits, differs by more than a hundredth.
 */
const MOST_DIFFERENCE = 0.01;

interface Compared {
  readonly open: OpenModel;
  readonly provider: Provider;
  readonly comparison: Comparison | null;
}

/** Opens a model where it is fastest, if that computes the vectors of a few texts as wasm does; else on wasm. @throws SettingsError, CancelledError */
export async function compared(
  model: Asked,
  sample: readonly (readonly number[])[],
  runtime: Runtime,
  pacer: Pacer,
): Promise<Compared> {
  const slow = await OpenModel.open(model, runtime, 'wasm');
  if (!runtime.providers.includes('webgpu')) return { open: slow, provider: 'wasm', comparison: null };
  const own = await vectorsOf(slow, sample, pacer);
  let fast: OpenModel | null = null;
  let comparison: Comparison;
  try {
    fast = await OpenModel.open(model, runtime, 'webgpu');
    const difference = furthest(await vectorsOf(fast, sample, pacer), own);
    const refused = difference <= MOST_DIFFERENCE ? null : 'its vectors are others'; // also for NaN
    comparison = { texts: sample.length, difference: Number.isFinite(difference) ? difference : null, refused };
  } catch (error) {
    if (error instanceof CancelledError) throw error;
    comparison = {
      texts: sample.length,
      difference: null,
      refused: error instanceof Error ? error.message : String(error),
    };
  }
  if (fast !== null && comparison.refused === null) {
    await slow.release();
    return { open: fast, provider: 'webgpu', comparison };
  }
  await fast?.release();
  return { open: slow, provider: 'wasm', comparison };
}

async function vectorsOf(
  open: OpenModel,
  sample: readonly (readonly number[])[],
  pacer: Pacer,
): Promise<Float64Array[]> {
  const vectors: Float64Array[] = [];
  for (const ids of sample) {
    vectors.push(...(await open.vectors([ids])));
    await pacer.rest(0);
  }
  return vectors;
}

function furthest(a: readonly Float64Array[], b: readonly Float64Array[]): number {
  let most = 0;
  for (const [i, vector] of b.entries()) {
    if (a[i].length !== vector.length)
      throw new SettingsError(`encoder: vectors of ${a[i].length} and ${vector.length} numbers`);
    const apart = Math.sqrt(vector.reduce((sum, x, c) => sum + (x - a[i][c]) ** 2, 0));
    const length = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0));
    const share = apart === 0 ? 0 : apart / length;
    if (Number.isNaN(share)) return Number.NaN;
    most = Math.max(most, share);
  }
  return most;
}
