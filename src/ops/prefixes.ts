import { checkShape, lastExtent, size } from '../core/shape.ts';
import { dispatch, type Tensor } from '../graph/tensor.ts';
import { logSoftmax as logSoftmaxKernel, prefixRows, prefixScores } from '../../shaders/prefixes/prefixes.kernels.ts';

/**
 * Rows for each prefix of codes: y[b, n] = x[b, at[n]]. Without a gradient.
 *
 * @param x   (B · P, C), P rows of each of the batch, or (R, C) that all of it reads
 * @param at  u32 (N)
 * @returns   (B · N, C)
 */
export function rowsOfPrefixes(x: Tensor, at: Tensor, batch: number, of: 'each' | 'all'): Tensor {
  const width = lastExtent(x.shape);
  const rows = size(x.shape) / width;
  const each = of === 'all' ? 0 : rows / batch;
  return dispatch(prefixRows, { x, at }, { batch, each, count: size(at.shape), rows, width }).y;
}

/**
 * Log-probabilities of the codes: log softmax of each row without column 0, which is padding. Overwrites them. Without a gradient.
 *
 * @param logits  (N, R)
 * @returns       (N, R)
 */
export function logSoftmax(logits: Tensor): Tensor {
  const [rows = 0, columns = 0] = logits.shape;
  return dispatch(logSoftmaxKernel, { logits }, { rows, size: columns }).logits;
}

/**
 * ln P of prefixes that are a code longer: y[b, n] = sofar[b, before[n]] + guesses[b, before[n], codes[n]]. Without a gradient.
 *
 * @param guesses  (B · P, R), log-probabilities of the next code after each prefix
 * @param sofar    (B, P)
 * @param before   u32 (N): the prefix that each goes on from
 * @param codes    u32 (N): its last code
 * @returns        (B, N)
 * @throws ShapeError where `sofar` or `codes` is of another shape
 */
export function prefixScoresOf(guesses: Tensor, sofar: Tensor, before: Tensor, codes: Tensor): Tensor {
  const [batch = 0, prefixes = 0] = sofar.shape;
  const most = lastExtent(guesses.shape);
  checkShape('prefixScores: guesses', [size(guesses.shape)], [batch * prefixes * most]);
  checkShape('prefixScores: codes', codes.shape, before.shape);
  const params = { batch, prefixes, count: size(before.shape), size: most };
  return dispatch(prefixScores, { guesses, sofar, before, codes }, params).y;
}
