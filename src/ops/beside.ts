import { checkShape, lastExtent, size } from '../core/shape.ts';
import { differentiable, dispatch, view, type Tensor } from '../graph/tensor.ts';
import { putColumnsOf, putColumnsOnto, takeColumnsOf } from '../../shaders/columns/columns.kernels.ts';

/**
 * y = [a, b]: the columns of one behind those of the other.
 *
 * @param a  (…, A)
 * @param b  (…, B), of as many rows
 * @returns  (…, A + B)
 * @throws ShapeError where b has other rows
 */
export function beside(a: Tensor, b: Tensor): Tensor {
  const [left, right] = [lastExtent(a.shape), lastExtent(b.shape)];
  const leading = a.shape.slice(0, -1);
  checkShape('beside: b', b.shape, [...leading, right]);
  const [rows, width] = [size(leading), left + right];
  const [of, onto] = [
    { rows, width, first: 0, taken: left },
    { rows, width, first: left, taken: right },
  ];
  const { dx: sofar } = dispatch(putColumnsOf, { dy: a }, of);
  const { dx } = dispatch(putColumnsOnto, { dy: b, sofar }, onto);
  return differentiable(view(dx, [...leading, width]), [a, b], (dy) => [
    view(dispatch(takeColumnsOf, { x: dy }, of).y, a.shape),
    view(dispatch(takeColumnsOf, { x: dy }, onto).y, b.shape),
  ]);
}
