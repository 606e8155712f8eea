import { checkShape, lastExtent, size } from '../core/shape.ts';
import { differentiable, dispatch, view, type Tensor } from '../graph/tensor.ts';
import { mixBackward, mixForward } from '../../shaders/mix/mix.kernels.ts';

/**
 * y = [σ(z) a, (1 − σ(z)) b]: two states side by side, each weighed by a gate of its row. Its product with two rows side by side is the
 * mixture of their products, ⟨y, [p, q]⟩ = σ(z) ⟨a, p⟩ + (1 − σ(z)) ⟨b, q⟩.
 *
 * @param a  (…, C)
 * @param b  the shape of a
 * @param z  (…, 1)
 * @returns  (…, 2 C)
 * @throws ShapeError where b or z does not fit
 */
export function mix(a: Tensor, b: Tensor, z: Tensor): Tensor {
  const width = lastExtent(a.shape);
  const rows = size(a.shape) / width;
  checkShape('mix: b', b.shape, a.shape);
  checkShape('mix: z', [size(z.shape)], [rows]);
  const { y } = dispatch(mixForward, { a, b, z }, { rows, width });
  return differentiable(view(y, [...a.shape.slice(0, -1), 2 * width]), [a, b, z], (dy) => {
    const { da, db, dz } = dispatch(mixBackward, { dy, a, b, z }, { rows, width });
    return [view(da, a.shape), view(db, b.shape), view(dz, z.shape)];
  });
}
