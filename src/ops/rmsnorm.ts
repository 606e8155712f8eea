import { checkShape, lastExtent, size } from '../core/shape.ts';
import { differentiable, dispatch, view, type Tensor } from '../graph/tensor.ts';
import {
  rmsnormBackward,
  rmsnormForward,
  rmsnormGatedBackward,
  rmsnormGatedForward,
} from '../../shaders/rmsnorm/rmsnorm.kernels.ts';

/**
 * Brings the last axis to a mean square of 1, then scales it:
 *
 *   y = gamma · x / √(E[x²] + eps)
 *
 * @param x      (…, C)
 * @param gamma  (C), the scale
 * @param eps    added to the mean square (units of x²), > 0
 * @returns      (…, C)
 * @throws ShapeError if gamma is not (C)
 * @see Zhang & Sennrich 2019, arXiv:1910.07467, eq. 4
 */
export function rmsnorm(x: Tensor, gamma: Tensor, eps = 1e-5): Tensor {
  const extents = extentsOf('rmsnorm', x, gamma);
  const { y, rstd } = dispatch(rmsnormForward, { x, gamma }, { ...extents, eps });
  return differentiable(view(y, x.shape), [x, gamma], (dy) => {
    const { dx, dgamma } = dispatch(rmsnormBackward, { dy, x, gamma, rstd }, extents);
    return [view(dx, x.shape), dgamma];
  });
}

/**
 * The same of x ⊙ silu(z), in one kernel.
 *
 * @param z  (…, C), the gate
 * @throws ShapeError if gamma is not (C) or z not of the shape of x
 * @see Dao & Gu 2024, arXiv:2405.21060, section 7: the norm before the output of a Mamba-2 block
 */
export function gatedRmsnorm(x: Tensor, z: Tensor, gamma: Tensor, eps = 1e-5): Tensor {
  const extents = extentsOf('gatedRmsnorm', x, gamma);
  checkShape('gatedRmsnorm: z', z.shape, x.shape);
  const { y, rstd } = dispatch(rmsnormGatedForward, { x, z, gamma }, { ...extents, eps });
  return differentiable(view(y, x.shape), [x, z, gamma], (dy) => {
    const { dx, dz, dgamma } = dispatch(rmsnormGatedBackward, { dy, x, z, gamma, rstd }, extents);
    return [view(dx, x.shape), view(dz, x.shape), dgamma];
  });
}

function extentsOf(op: string, x: Tensor, gamma: Tensor): { readonly rows: number; readonly cols: number } {
  const cols = lastExtent(x.shape);
  checkShape(`${op}: gamma`, gamma.shape, [cols]);
  return { rows: size(x.shape) / cols, cols };
}
