import { ShapeError } from '../core/errors.ts';
import { lastExtent, size } from '../core/shape.ts';
import { differentiable, dispatch, view, type Tensor } from '../graph/tensor.ts';
import { fsqBackward, fsqForward } from '../../shaders/fsq/fsq.kernels.ts';
import { codesOf, MOST_DIMENSIONS, MOST_LEVELS, packLevels } from '../../shaders/fsq/levels.ts';

/** What finite scalar quantization makes of vectors. */
export interface Quantized {
  /** (…, D): each number the nearest of its L levels, as a share of ⌊L/2⌋, in [−1, 1]. Gradients pass straight through. */
  readonly y: Tensor;
  /** u32 (…): the code, Σ_d (level + ⌊L_d/2⌋) · Π_{e<d} L_e, below Π L. Without a gradient. */
  readonly index: Tensor;
}

/**
 * Finite scalar quantization: bounds each number by tanh, rounds it to the nearest of its levels, and calls the
 * combination a code. Nothing is learned, and no code can die.
 *
 *   y_d = round(h_d · tanh(z_d + s_d) − o_d) / ⌊L_d/2⌋        dz_d = dy_d · h_d · (1 − tanh²(z_d + s_d)) / ⌊L_d/2⌋
 *
 * h = ½ (L − 1)(1 − 10⁻³), o = ½ where L is even, else 0, s = tan(o / h). One dispatch each way.
 *
 * @param z       (…, D)
 * @param levels  L of each dimension
 * @throws ShapeError unless there are D ≤ 8 levels, each from 2 to 255, with fewer than 2³² codes
 * @see Mentzer et al. 2023, arXiv:2309.15505, section 3 and appendix A.1
 */
export function fsq(z: Tensor, levels: readonly number[]): Quantized {
  const dims = lastExtent(z.shape);
  if (levels.length !== dims || dims > MOST_DIMENSIONS) {
    throw new ShapeError(
      `fsq: ${levels.length} levels for ${dims} dimensions, expected one each, ${MOST_DIMENSIONS} at most`,
    );
  }
  for (const [d, count] of levels.entries()) {
    if (Number.isInteger(count) && count >= 2 && count <= MOST_LEVELS) continue;
    throw new ShapeError(`fsq: dimension ${d} has ${count} levels, expected a whole number from 2 to ${MOST_LEVELS}`);
  }
  const codes = codesOf(levels);
  if (codes >= 2 ** 32) throw new ShapeError(`fsq: ${codes} codes, expected fewer than 2³²; use fewer levels`);
  const params = { rows: size(z.shape) / dims, dims, ...packLevels(levels) };
  const { y, index } = dispatch(fsqForward, { z }, params);
  const passed = differentiable(view(y, z.shape), [z], (dy) => [
    view(dispatch(fsqBackward, { dy, z }, params).dz, z.shape),
  ]);
  return { y: passed, index: view(index, z.shape.slice(0, -1)) };
}
