import { checkShape, lastExtent, size } from '../core/shape.ts';
import { differentiable, dispatch, view, type Tensor } from '../graph/tensor.ts';
import {
  crossEntropyBackwardHidden,
  crossEntropyBackwardTable,
  crossEntropyForward,
  softmaxCrossEntropy,
} from '../../shaders/crossentropy/crossentropy.kernels.ts';
import { matmulNN, matmulNT, matmulTN } from '../../shaders/matmul/matmul.kernels.ts';
import { weightedSum } from '../../shaders/reduce/reduce.kernels.ts';

/** The next item of every position, and what averages over them. */
export interface Targets {
  /** u32 (rows): the item, 0 where there is none. */
  readonly ids: Tensor;
  /** f32 (1): 1 / number of positions that have a target. */
  readonly inverseCount: Tensor;
}

/**
 * Mean cross-entropy of the next item over the whole catalogue:
 *
 *   L = − (1/n) Σ_{r: target_r ≠ 0} log softmax_v(h_r · table_v)[target_r],   v over all items, padding (row 0) excluded
 *
 * The end of the graph: its derivative with respect to itself is 1, so the gradient handed to it is not read.
 *
 * @param h      (…, C), rows in all leading axes
 * @param table  (V, C), tied to the item embeddings
 * @returns      (1)
 */
export type CrossEntropy = (h: Tensor, table: Tensor, targets: Targets) => Tensor;

/** Logits kept and overwritten by their gradient: three matrix products, rows × V floats of memory. */
export const storedCrossEntropy: CrossEntropy = (h, table, targets) => {
  const { rows, vocabulary, width } = extents(h, table, targets);
  const logits = dispatch(matmulNT, { a: h, b: table }, { m: rows, n: vocabulary, k: width }).y;
  const inputs = { logits, targets: targets.ids, inverse_count: targets.inverseCount };
  const { logits: dlogits, loss } = dispatch(softmaxCrossEntropy, inputs, { rows, vocabulary });
  return differentiable(mean(loss, targets), [h, table], () => [
    view(dispatch(matmulNN, { a: dlogits, b: table }, { m: rows, n: width, k: vocabulary }).y, h.shape),
    dispatch(matmulTN, { a: dlogits, b: h }, { m: vocabulary, n: width, k: rows }).y,
  ]);
};

/** Logits recomputed tile by tile, never stored: five matrix products, no memory that grows with rows × V. */
export const streamedCrossEntropy: CrossEntropy = (h, table, targets) => {
  const { rows, vocabulary, width } = extents(h, table, targets);
  const params = { rows, vocabulary, width };
  const inputs = { h, table, targets: targets.ids };
  const { lse, loss } = dispatch(crossEntropyForward, inputs, params);
  const saved = { ...inputs, lse, inverse_count: targets.inverseCount };
  return differentiable(mean(loss, targets), [h, table], () => [
    view(dispatch(crossEntropyBackwardHidden, saved, params).dh, h.shape),
    dispatch(crossEntropyBackwardTable, saved, params).dtable,
  ]);
};

/** Bytes of logits above which only the streamed form is used. */
export const STORED_LOGITS_LIMIT = 64 * 2 ** 20;

function extents(
  h: Tensor,
  table: Tensor,
  targets: Targets,
): Readonly<Record<'rows' | 'vocabulary' | 'width', number>> {
  const width = lastExtent(h.shape);
  const vocabulary = table.shape[0] ?? 0;
  const rows = size(h.shape) / width;
  checkShape('crossEntropy: table', table.shape, [vocabulary, width]);
  checkShape('crossEntropy: targets', targets.ids.shape, [rows]);
  return { rows, vocabulary, width };
}

/** (1/n) Σ of the losses of the rows. */
export const mean = (loss: Tensor, { inverseCount }: Targets): Tensor =>
  dispatch(weightedSum, { x: loss, weight: inverseCount }, { count: size(loss.shape) }).total;
