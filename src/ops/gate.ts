import { checkShape, lastExtent, size } from '../core/shape.ts';
import { differentiable, dispatch, view, type Tensor } from '../graph/tensor.ts';
import { gateBackward, gateForward } from '../../shaders/gate/gate.kernels.ts';

/**
 * y = x ⊙ silu(z): how much of x passes is up to z.
 *
 * @param x  any shape
 * @param z  the shape of x
 * @returns  the shape of x
 * @throws ShapeError if z has another shape
 * @see Gu & Dao 2023, arXiv:2312.00752, figure 3
 */
export function gate(x: Tensor, z: Tensor): Tensor {
  checkShape('gate: z', z.shape, x.shape);
  const width = lastExtent(x.shape);
  const extents = { rows: size(x.shape) / width, width };
  const { y } = dispatch(gateForward, { x, z }, extents);
  return differentiable(view(y, x.shape), [x, z], (dy) => {
    const { dx, dz } = dispatch(gateBackward, { dy, x, z }, extents);
    return [view(dx, x.shape), view(dz, x.shape)];
  });
}
