import { checkShape } from '../core/shape.ts';
import { ShapeError } from '../core/errors.ts';
import { differentiable, dispatch, view, type Tensor } from '../graph/tensor.ts';
import { gruBackward, gruForward } from '../../shaders/gru/gru.kernels.ts';
import { weightGradients, type Linear } from './linear.ts';

/**
 * Gated recurrent unit over the positions of each history, from a state of 0:
 *
 *   r, z = σ(gates_{r,z} + W_{r,z}·h_{t−1} + b_{r,z})
 *   n    = tanh(gates_n + r ⊙ (W_n·h_{t−1} + b_n))
 *   h_t  = (1 − z) ⊙ n + z ⊙ h_{t−1}
 *
 * @param gates      (B, T, 3H): what the inputs give to r, z and n
 * @param recurrent  W (3H, H) and b (3H), in the same order
 * @returns          (B, T, H)
 * @throws ShapeError where W or b does not fit, or H is not a multiple of 4
 * @see Cho et al. 2014, arXiv:1406.1078, section 2.3, with the reset behind the product, as in cuDNN and PyTorch
 */
export function gru(gates: Tensor, recurrent: Linear): Tensor {
  const [batch = 0, time = 0, width = 0] = gates.shape;
  const hidden = width / 3;
  if (!Number.isInteger(hidden / 4)) throw new ShapeError(`gru: ${width} gates, expected 3 times a multiple of 4`);
  checkShape('gru: weight', recurrent.weight.shape, [width, hidden]);
  checkShape('gru: bias', recurrent.bias.shape, [width]);
  const params = { batch, time, hidden };
  const { weight, bias } = recurrent;
  const { h, before, cell } = dispatch(gruForward, { gates, weight, bias }, params);
  return differentiable(h, [gates, weight, bias], (dh) => {
    const { dgates, drecurrent } = dispatch(gruBackward, { dh, weight, before, cell }, params);
    const extents = { m: batch * time, n: width, k: hidden };
    return [view(dgates, gates.shape), ...weightGradients(drecurrent, before, extents)];
  });
}
