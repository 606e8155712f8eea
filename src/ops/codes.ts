import { checkShape, size } from '../core/shape.ts';
import { dispatch, type Tensor } from '../graph/tensor.ts';
import { codeScores, codeScoresOnto, codesOf as codesOfKernel } from '../../shaders/codes/codes.kernels.ts';

/**
 * The code of each id in one slot. Without a gradient.
 *
 * @param ids    u32, any shape
 * @param codes  u32 (V): the code of each id
 * @returns      u32 (size of ids)
 */
export function codesOf(ids: Tensor, codes: Tensor): Tensor {
  return dispatch(codesOfKernel, { codes, ids }, { count: size(ids.shape), vocabulary: size(codes.shape) }).y;
}

/**
 * score[n, v] = sofar[n, v] + logits[n, codes[v]]: what the codes of one slot add to the scores of the catalogue. Without a gradient.
 *
 * @param logits  (N, R)
 * @param codes   u32 (V), below R
 * @param sofar   (N, V), the scores by the slots before, where there are any
 * @returns       (N, V)
 * @throws ShapeError where `sofar` is of another shape
 */
export function codeScoresOf(logits: Tensor, codes: Tensor, sofar?: Tensor): Tensor {
  const [rows = 0, most = 0] = logits.shape;
  const [vocabulary = 0] = codes.shape;
  const params = { rows, vocabulary, size: most };
  if (sofar === undefined) return dispatch(codeScores, { logits, codes }, params).y;
  checkShape('codeScores: sofar', sofar.shape, [rows, vocabulary]);
  return dispatch(codeScoresOnto, { logits, codes, sofar }, params).y;
}
