import { ShapeError } from '../core/errors.ts';
import { lastExtent, size } from '../core/shape.ts';
import { differentiable, dispatch, view, type Tensor } from '../graph/tensor.ts';
import { putColumnsOf, putColumnsOnto, takeColumnsOf } from '../../shaders/columns/columns.kernels.ts';

/**
 * y = x[…, first … first + taken − 1]: some columns of a tensor.
 *
 * @param x  (…, C)
 * @returns  (…, taken)
 * @throws ShapeError where x has no such columns
 */
export function columns(x: Tensor, first: number, taken: number): Tensor {
  const width = lastExtent(x.shape);
  if (first + taken > width) {
    throw new ShapeError(`columns: ${first} to ${first + taken - 1}, expected columns below ${width}`);
  }
  const extents = { rows: size(x.shape) / width, width, first, taken };
  const { y } = dispatch(takeColumnsOf, { x }, extents);
  return differentiable(view(y, [...x.shape.slice(0, -1), taken]), [x], (dy, [sofar]) => {
    const { dx } =
      sofar === undefined ? dispatch(putColumnsOf, { dy }, extents) : dispatch(putColumnsOnto, { dy, sofar }, extents);
    return [{ total: view(dx, x.shape) }];
  });
}
