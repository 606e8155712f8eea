import { checkShape, size } from '../core/shape.ts';
import { differentiable, dispatch, view, type Tensor } from '../graph/tensor.ts';
import { accumulate } from '../../shaders/elementwise/elementwise.kernels.ts';

/**
 * y = a + b, element by element.
 *
 * @param a  any shape
 * @param b  the shape of a
 * @returns  the shape of a
 * @throws ShapeError if b has another shape
 */
export function add(a: Tensor, b: Tensor): Tensor {
  checkShape('add: b', b.shape, a.shape);
  const { total } = dispatch(accumulate, { a, b }, { count: size(a.shape) });
  return differentiable(view(total, a.shape), [a, b], (dy) => [dy, dy]);
}
