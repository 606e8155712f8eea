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
  attentionItemsBackward,
  attentionItemsForward,
  attentionItemsPackedBackward,
  attentionItemsPackedForward,
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

/** A word for positions that are items; or so many `tokens` in a row are one, each sees all of its own item and of those before it. */
export type Mask = keyof typeof MASKS | { readonly tokens: number };

/**
 * Multi-head scaled dot-product attention, scores never stored:
 *
 *   y_i = Σ_j dropout(softmax_j(q_i·k_j / √(C/H))) v_j    over the keys j of its history that the mask allows query i
 *
 * @param qkv    (B, T, 3C): queries, keys, values of all heads side by side; of tokens T = items · tokens
 * @param reach  how far histories reach, counted in items. u32 (B): items of the one history of each row; what is behind them is
 *               padding, which is seen by itself alone. Of rows that hold several, u32 (B, items, 2): from where to where, half-open,
 *               the history reaches that each item stands in; an item of padding reaches over itself
 * @returns      (B, T, C)
 * @throws ShapeError if C is not a multiple of 4·heads, T not one of the tokens of an item, or reach neither (B) nor (B, items, 2)
 * @see Vaswani et al. 2017, eq. 1; backward by recomputation: Dao et al. 2022, algorithm 4
 */
export function attention(qkv: Tensor, reach: Tensor, heads: number, mask: Mask, drop: Dropout): Tensor {
  const [batch = 0, time = 0, width3 = 0] = qkv.shape;
  const head_width = width3 / 3 / heads;
  if (!Number.isInteger(head_width / 4)) {
    throw new ShapeError(`attention: width ${width3 / 3} over ${heads} heads, expected a multiple of 4 per head`);
  }
  const tokens = typeof mask === 'string' ? 1 : mask.tokens;
  const items = time / tokens;
  if (!Number.isInteger(items)) {
    throw new ShapeError(`attention: ${time} tokens, expected a multiple of the ${tokens} of an item`);
  }
  checkShape('attention: reach', reach.shape, isPacked(reach) ? [batch, items, 2] : [batch]);
  const sizes = { batch, time, heads, head_width, ...drop.params };
  const launches =
    typeof mask === 'string' ? ofPositions(mask, reach, sizes) : ofTokens(reach, { ...sizes, items, tokens });
  const { clock } = drop;
  const { y, lse } = launches.forward({ qkv, clock });
  return differentiable(view(y, [batch, time, width3 / 3]), [qkv], (dy) => [
    view(launches.backward({ dy, qkv, y, lse, clock }).dqkv, qkv.shape),
  ]);
}

/** Whether rows hold several histories. */
const isPacked = (reach: Tensor): boolean => reach.shape.length === 3;

type Sizes = Readonly<Record<'batch' | 'time' | 'heads' | 'head_width', number>> & Dropout['params'];

/** The launches of a mask, once it is known how far histories reach. */
interface Launches {
  forward(read: Readonly<Record<'qkv' | 'clock', Tensor>>): Readonly<Record<'y' | 'lse', Tensor>>;
  backward(read: Readonly<Record<'dy' | 'qkv' | 'y' | 'lse' | 'clock', Tensor>>): { readonly dqkv: Tensor };
}

function ofPositions(mask: keyof typeof MASKS, reach: Tensor, sizes: Sizes): Launches {
  const { whole, packed } = MASKS[mask];
  if (isPacked(reach)) {
    return {
      forward: (read) => dispatch(packed.forward, { ...read, spans: reach }, sizes),
      backward: (read) => dispatch(packed.backward, { ...read, spans: reach }, sizes),
    };
  }
  return {
    forward: (read) => dispatch(whole.forward, { ...read, lengths: reach }, sizes),
    backward: (read) => dispatch(whole.backward, { ...read, lengths: reach }, sizes),
  };
}

function ofTokens(reach: Tensor, sizes: Sizes & Readonly<Record<'items' | 'tokens', number>>): Launches {
  if (isPacked(reach)) {
    return {
      forward: (read) => dispatch(attentionItemsPackedForward, { ...read, spans: reach }, sizes),
      backward: (read) => dispatch(attentionItemsPackedBackward, { ...read, spans: reach }, sizes),
    };
  }
  return {
    forward: (read) => dispatch(attentionItemsForward, { ...read, lengths: reach }, sizes),
    backward: (read) => dispatch(attentionItemsBackward, { ...read, lengths: reach }, sizes),
  };
}
