import { checkShape } from '../core/shape.ts';
import { ShapeError } from '../core/errors.ts';
import { differentiable, dispatch, view, type Tensor } from '../graph/tensor.ts';
import { gruBackward, gruForward, gruPackedBackward, gruPackedForward } from '../../shaders/gru/gru.kernels.ts';
import { weightGradients, type Linear } from './linear.ts';

/**
 * Gated recurrent unit over the positions of each history, from a state of 0 where it begins:
 *
 *   r, z = σ(gates_{r,z} + W_{r,z}·h_{t−1} + b_{r,z})
 *   n    = tanh(gates_n + r ⊙ (W_n·h_{t−1} + b_n))
 *   h_t  = (1 − z) ⊙ n + z ⊙ h_{t−1}
 *
 * @param gates      (B, T, 3H): what the inputs give to r, z and n
 * @param recurrent  W (3H, H) and b (3H), in the same order
 * @param starts     u32 (B, T): not 0 where another history begins; without it, each row is one history
 * @returns          (B, T, H)
 * @throws ShapeError where W, b or starts does not fit, or H is not a multiple of 4
 * @see Cho et al. 2014, arXiv:1406.1078, section 2.3, with the reset behind the product, as in cuDNN and PyTorch
 */
export function gru(gates: Tensor, recurrent: Linear, starts?: Tensor): Tensor {
  const [batch = 0, time = 0, width = 0] = gates.shape;
  const hidden = width / 3;
  if (!Number.isInteger(hidden / 4)) throw new ShapeError(`gru: ${width} gates, expected 3 times a multiple of 4`);
  checkShape('gru: weight', recurrent.weight.shape, [width, hidden]);
  checkShape('gru: bias', recurrent.bias.shape, [width]);
  const params = { batch, time, hidden };
  const { weight, bias } = recurrent;
  if (starts !== undefined) checkShape('gru: starts', starts.shape, [batch, time]);
  const inputs = { gates, weight, bias };
  const { h, before, cell } =
    starts === undefined
      ? dispatch(gruForward, inputs, params)
      : dispatch(gruPackedForward, { ...inputs, starts }, params);
  return differentiable(h, [gates, weight, bias], (dh) => {
    const given = { dh, weight, before, cell };
    const { dgates, drecurrent } =
      starts === undefined
        ? dispatch(gruBackward, given, params)
        : dispatch(gruPackedBackward, { ...given, starts }, params);
    const extents = { m: batch * time, n: width, k: hidden };
    return [view(dgates, gates.shape), ...weightGradients(drecurrent, before, extents)];
  });
}
