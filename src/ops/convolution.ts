import { ShapeError } from '../core/errors.ts';
import { checkShape } from '../core/shape.ts';
import { differentiable, dispatch, view, type Tensor } from '../graph/tensor.ts';
import {
  convolutionBackward,
  convolutionForward,
  convolutionPackedBackward,
  convolutionPackedForward,
} from '../../shaders/convolution/convolution.kernels.ts';
import type { Linear } from './linear.ts';

/**
 * Causal convolution of each channel with itself alone, over the last four positions of its history, then silu:
 *
 *   y_t = silu(Σ_j w_j ⊙ x_{t−3+j} + b),  x = 0 before the history begins
 *
 * @param x       (B, T, C)
 * @param taps    w (4, C), the newest position last, and b (C)
 * @param starts  u32 (B, T): not 0 where another history begins; without it, each row is one history
 * @returns       (B, T, C)
 * @throws ShapeError where w, b or starts does not fit
 * @see Gu & Dao 2023, arXiv:2312.00752, figure 3
 */
export function causalConvolution(x: Tensor, taps: Linear, starts?: Tensor): Tensor {
  const [batch = 0, time = 0, channels = 0] = x.shape;
  if (x.shape.length !== 3) throw new ShapeError(`causalConvolution: x has ${x.shape.length} axes, expected 3`);
  const { weight, bias } = taps;
  checkShape('causalConvolution: weight', weight.shape, [4, channels]);
  checkShape('causalConvolution: bias', bias.shape, [channels]);
  const params = { batch, time, channels };
  const inputs = { x, weight, bias };
  if (starts === undefined) {
    const { y } = dispatch(convolutionForward, inputs, params);
    return differentiable(y, [x, weight, bias], (dy) => {
      const { dx, dweight, dbias } = dispatch(convolutionBackward, { dy, ...inputs }, params);
      return [view(dx, x.shape), dweight, dbias];
    });
  }
  checkShape('causalConvolution: starts', starts.shape, [batch, time]);
  const { y } = dispatch(convolutionPackedForward, { ...inputs, starts }, params);
  return differentiable(y, [x, weight, bias], (dy) => {
    const { dx, dweight, dbias } = dispatch(convolutionPackedBackward, { dy, ...inputs, starts }, params);
    return [view(dx, x.shape), dweight, dbias];
  });
}
