import { checkShape, lastExtent, size } from '../core/shape.ts';
import { differentiable, dispatch, view, type Tensor } from '../graph/tensor.ts';
import {
  layernormBackward,
  layernormBackwardOnto,
  layernormForward,
} from '../../shaders/layernorm/layernorm.kernels.ts';

/**
 * Normalises the last axis to zero mean and unit variance, then scales and shifts it:
 *
 *   y = gamma · (x − E[x]) / √(Var[x] + eps) + beta
 *
 * @param x      (…, C)
 * @param gamma  (C), the scale
 * @param beta   (C), the shift
 * @param eps    added to the variance (units of x²), > 0
 * @returns      (…, C)
 * @throws ShapeError if gamma or beta is not (C)
 * @see Ba, Kiros & Hinton 2016, arXiv:1607.06450, eqs. 3–4
 */
export function layernorm(x: Tensor, gamma: Tensor, beta: Tensor, eps = 1e-5): Tensor {
  const cols = lastExtent(x.shape);
  const rows = size(x.shape) / cols;
  checkShape('layernorm: gamma', gamma.shape, [cols]);
  checkShape('layernorm: beta', beta.shape, [cols]);

  const { y, mean, rstd } = dispatch(layernormForward, { x, gamma, beta }, { rows, cols, eps });

  return differentiable(view(y, x.shape), [x, gamma, beta], (dy, [sofar]) => {
    const saved = { dy, x, gamma, mean, rstd };
    if (sofar === undefined) {
      const { dx, dgamma, dbeta } = dispatch(layernormBackward, saved, { rows, cols });
      return [view(dx, x.shape), dgamma, dbeta];
    }
    // The residual stream: what flowed past this layer is added in the same kernel.
    const { dx, dgamma, dbeta } = dispatch(layernormBackwardOnto, { ...saved, sofar }, { rows, cols });
    return [{ total: view(dx, x.shape) }, dgamma, dbeta];
  });
}
