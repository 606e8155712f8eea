import { lastExtent, size } from '../core/shape.ts';
import { differentiable, dispatch, view, type Tensor } from '../graph/tensor.ts';
import { pointwiseBackward, pointwiseForward } from '../../shaders/pointwise/pointwise.kernels.ts';
import type { PointwiseName } from '../../shaders/pointwise/pointwise.ts';

export type { PointwiseName };

/**
 * y = φ(x), element by element; φ is a row of shaders/pointwise, whose files give formula and source.
 *
 * @param x  any shape
 * @returns  the shape of x
 */
export function pointwise(name: PointwiseName, x: Tensor): Tensor {
  const width = lastExtent(x.shape);
  const extents = { rows: size(x.shape) / width, width };
  const { y } = dispatch(pointwiseForward[name], { x }, extents);
  return differentiable(view(y, x.shape), [x], (dy) => {
    const { dx } = dispatch(pointwiseBackward[name], { dy, x }, extents);
    return [view(dx, x.shape)];
  });
}
