import { ShapeError } from '../core/errors.ts';
import { checkShape } from '../core/shape.ts';
import { differentiable, dispatch, view, type Tensor } from '../graph/tensor.ts';
import {
  attentionBidirectionalBackward,
  attentionBidirectionalForward,
  attentionBidirectionalPackedBackward,
  attentionBidirectionalPackedForward,
  attentionCausalBackward,
  attentionCausalForward,
  attentionCausalPackedBackward,
  attentionCausalPackedForward,
} from '../../shaders/attention/attention.kernels.ts';
import type { Dropout } from './dropout.ts';

const MASKS = {
  causal: {
    whole: { forward: attentionCausalForward, backward: attentionCausalBackward },
    packed: { forward: attentionCausalPackedForward, backward: attentionCausalPackedBackward },
  },
  bidirectional: {
    whole: { forward: attentionBidirectionalForward, backward: attentionBidirectionalBackward },
    packed: { forward: attentionBidirectionalPackedForward, backward: attentionBidirectionalPackedBackward },
  },
} as const;

export type Mask = keyof typeof MASKS;

/**
 * Multi-head scaled dot-product attention, scores never stored:
 *
 *   y_i = Σ_j dropout(softmax_j(q_i·k_j / √(C/H))) v_j    over the keys j of its history that the mask allows query i
 *
 * @param qkv    (B, T, 3C): queries, keys, values of all heads side by side
 * @param reach  how far histories reach. u32 (B): items of the one history of each row; what is behind them is padding, which is
 *               seen by itself alone. Of rows that hold several, u32 (B, T, 2): from where to where, half-open, the history
 *               reaches that stands at each position; padding reaches over itself
 * @returns      (B, T, C)
 * @throws ShapeError if C is not a multiple of 4·heads or reach is neither (B) nor (B, T, 2)
 * @see Vaswani et al. 2017, eq. 1; backward by recomputation: Dao et al. 2022, algorithm 4
 */
export function attention(qkv: Tensor, reach: Tensor, heads: number, mask: Mask, drop: Dropout): Tensor {
  const [batch = 0, time = 0, width3 = 0] = qkv.shape;
  const head_width = width3 / 3 / heads;
  if (!Number.isInteger(head_width / 4)) {
    throw new ShapeError(`attention: width ${width3 / 3} over ${heads} heads, expected a multiple of 4 per head`);
  }
  const params = { batch, time, heads, head_width, ...drop.params };
  const { clock } = drop;
  if (reach.shape.length === 3) {
    checkShape('attention: reach', reach.shape, [batch, time, 2]);
    const { forward, backward } = MASKS[mask].packed;
    const { y, lse } = dispatch(forward, { qkv, spans: reach, clock }, params);
    return differentiable(view(y, [batch, time, width3 / 3]), [qkv], (dy) => [
      view(dispatch(backward, { dy, qkv, y, lse, spans: reach, clock }, params).dqkv, qkv.shape),
    ]);
  }
  checkShape('attention: reach', reach.shape, [batch]);
  const { forward, backward } = MASKS[mask].whole;
  const { y, lse } = dispatch(forward, { qkv, lengths: reach, clock }, params);
  return differentiable(view(y, [batch, time, width3 / 3]), [qkv], (dy) => [
    view(dispatch(backward, { dy, qkv, y, lse, lengths: reach, clock }, params).dqkv, qkv.shape),
  ]);
}
