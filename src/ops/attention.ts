import { ShapeError } from '../core/errors.ts';
import { checkShape } from '../core/shape.ts';
import { differentiable, dispatch, view, type Tensor } from '../graph/tensor.ts';
import {
  attentionBidirectionalBackward,
  attentionBidirectionalForward,
  attentionCausalBackward,
  attentionCausalForward,
} from '../../shaders/attention/attention.kernels.ts';
import type { Dropout } from './dropout.ts';

const MASKS = {
  causal: { forward: attentionCausalForward, backward: attentionCausalBackward },
  bidirectional: { forward: attentionBidirectionalForward, backward: attentionBidirectionalBackward },
} as const;

export type Mask = keyof typeof MASKS;

/**
 * Multi-head scaled dot-product attention, scores never stored:
 *
 *   y_i = Σ_j dropout(softmax_j(q_i·k_j / √(C/H))) v_j    over the keys j the mask allows query i
 *
 * @param qkv    (B, T, 3C): queries, keys, values of all heads side by side
 * @param lengths  u32 (B): items of each history; what is behind them is padding, which is seen by itself alone
 * @returns      (B, T, C)
 * @throws ShapeError if C is not a multiple of 4·heads or lengths is not (B)
 * @see Vaswani et al. 2017, eq. 1; backward by recomputation: Dao et al. 2022, algorithm 4
 */
export function attention(qkv: Tensor, lengths: Tensor, heads: number, mask: Mask, drop: Dropout): Tensor {
  const [batch = 0, time = 0, width3 = 0] = qkv.shape;
  const head_width = width3 / 3 / heads;
  if (!Number.isInteger(head_width / 4)) {
    throw new ShapeError(`attention: width ${width3 / 3} over ${heads} heads, expected a multiple of 4 per head`);
  }
  checkShape('attention: lengths', lengths.shape, [batch]);
  const { forward, backward } = MASKS[mask];
  const params = { batch, time, heads, head_width, ...drop.params };
  const { clock } = drop;
  const { y, lse } = dispatch(forward, { qkv, lengths, clock }, params);
  return differentiable(view(y, [batch, time, width3 / 3]), [qkv], (dy) => [
    view(dispatch(backward, { dy, qkv, y, lse, lengths, clock }, params).dqkv, qkv.shape),
  ]);
}
