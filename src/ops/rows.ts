import { lastExtent, size } from '../core/shape.ts';
import { dispatch, type Tensor } from '../graph/tensor.ts';
import { gatherRows } from '../../shaders/embedding/embedding.kernels.ts';

/**
 * y[i] = x[at[i]]: rows of x, any leading axes counted as one. Without a gradient.
 *
 * @param x   (…, C)
 * @param at  u32 (N), below the number of rows
 * @returns   (N, C)
 */
export function rowsAt(x: Tensor, at: Tensor): Tensor {
  const width = lastExtent(x.shape);
  return dispatch(
    gatherRows,
    { table: x, ids: at },
    { count: size(at.shape), width, vocabulary: size(x.shape) / width },
  ).y;
}
