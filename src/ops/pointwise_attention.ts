import { ShapeError } from '../core/errors.ts';
import { checkShape } from '../core/shape.ts';
import { differentiable, dispatch, view, type Tensor } from '../graph/tensor.ts';
import {
  hstuBackward,
  hstuForward,
  hstuPackedBackward,
  hstuPackedForward,
  hstuTimedBackward,
  hstuTimedForward,
  hstuTimedPackedBackward,
  hstuTimedPackedForward,
} from '../../shaders/hstu/hstu.kernels.ts';
import { TIME_ROWS } from '../../shaders/hstu/hstu.reference.ts';

export { TIME_ROWS };

/** What is added to the score of two items for what lies between them. */
export interface Apart {
  /** (W): by how many places they are apart, which are fewer than W. */
  readonly positions: Tensor;
  /** By how much time they are apart; absent where that does not count. */
  readonly times?: {
    /** (TIME_ROWS): a row where nobody knows, and one for each bucket, each a third longer than the one before. */
    readonly table: Tensor;
    /** (B, T): when each event was, in seconds from any one moment of its history; −1 where nobody knows. No gradient flows back. */
    readonly seconds: Tensor;
  };
}

/**
 * Multi-head pointwise attention over the past, scores never stored: weights are no shares, so that how often something happened is not lost.
 *
 *   y_i = Σ_{j ≤ i} silu(q_i·k_j + positions[i − j] + times[lapse(i, j)]) v_j / n_i
 *
 * One dispatch forward and one back, which gives the gradients of both tables as well.
 *
 * @param qkv      (B, T, 3C): queries, keys, values of all heads side by side
 * @param reach    how far histories reach. u32 (B): items of the one history of each row, behind which is padding. Of rows that hold
 *                 several, u32 (B, T, 2): from where to where, half-open, the history reaches that each item stands in
 * @param divided  by what sums are divided, n_i: the window W, or the items that i sees
 * @returns        (B, T, C)
 * @throws ShapeError if C is not a multiple of 4·heads, the table of positions is shorter than T, or another shape does not fit
 * @see Zhai et al. 2024, arXiv:2402.17152, eq. 2
 */
export function pointwiseAttention(
  qkv: Tensor,
  reach: Tensor,
  heads: number,
  { positions, times }: Apart,
  divided: 'window' | 'seen',
): Tensor {
  const [batch = 0, time = 0, width3 = 0] = qkv.shape;
  const [window = 0] = positions.shape;
  const head_width = width3 / 3 / heads;
  if (!Number.isInteger(head_width / 4)) {
    throw new ShapeError(
      `pointwiseAttention: width ${width3 / 3} over ${heads} heads, expected a multiple of 4 per head`,
    );
  }
  if (window < time && !isPacked(reach)) {
    throw new ShapeError(`pointwiseAttention: ${window} positions for ${time} items, expected as many at least`);
  }
  checkShape('pointwiseAttention: reach', reach.shape, isPacked(reach) ? [batch, time, 2] : [batch]);
  const sizes = { batch, time, heads, head_width, window, seen: divided === 'seen' ? 1 : 0 };
  const shaped = (y: Tensor): Tensor => view(y, [batch, time, width3 / 3]);
  if (times === undefined) {
    const { forward, backward } = inItems({ qkv, positions }, reach, sizes);
    return differentiable(shaped(forward().y), [qkv, positions], (dy) => {
      const { dqkv, dpositions } = backward(dy);
      return [view(dqkv, qkv.shape), dpositions];
    });
  }
  const { table, seconds } = times;
  checkShape('pointwiseAttention: times', table.shape, [TIME_ROWS]);
  checkShape('pointwiseAttention: seconds', seconds.shape, [batch, time]);
  const { forward, backward } = inTime({ qkv, positions, times: table, seconds }, reach, sizes);
  return differentiable(shaped(forward().y), [qkv, positions, table], (dy) => {
    const { dqkv, dpositions, dtimes } = backward(dy);
    return [view(dqkv, qkv.shape), dpositions, dtimes];
  });
}

type Sizes = Readonly<Record<'batch' | 'time' | 'heads' | 'head_width' | 'window' | 'seen', number>>;

/** Whether rows hold several histories. */
const isPacked = (reach: Tensor): boolean => reach.shape.length === 3;

/** The launches where it counts how many places lie between two items. */
function inItems(read: Readonly<Record<'qkv' | 'positions', Tensor>>, reach: Tensor, sizes: Sizes) {
  const [whole, packed] = [
    { ...read, lengths: reach },
    { ...read, spans: reach },
  ];
  return isPacked(reach)
    ? {
        forward: () => dispatch(hstuPackedForward, packed, sizes),
        backward: (dy: Tensor) => dispatch(hstuPackedBackward, { ...packed, dy }, sizes),
      }
    : {
        forward: () => dispatch(hstuForward, whole, sizes),
        backward: (dy: Tensor) => dispatch(hstuBackward, { ...whole, dy }, sizes),
      };
}

/** Those where it counts how much time lies between them, too. */
function inTime(
  read: Readonly<Record<'qkv' | 'positions' | 'times' | 'seconds', Tensor>>,
  reach: Tensor,
  sizes: Sizes,
) {
  const [whole, packed] = [
    { ...read, lengths: reach },
    { ...read, spans: reach },
  ];
  return isPacked(reach)
    ? {
        forward: () => dispatch(hstuTimedPackedForward, packed, sizes),
        backward: (dy: Tensor) => dispatch(hstuTimedPackedBackward, { ...packed, dy }, sizes),
      }
    : {
        forward: () => dispatch(hstuTimedForward, whole, sizes),
        backward: (dy: Tensor) => dispatch(hstuTimedBackward, { ...whole, dy }, sizes),
      };
}
