import { checkShape, lastExtent, size } from '../core/shape.ts';
import { dispatch, view, type Tensor } from '../graph/tensor.ts';
import { nearestCode as nearestCodeKernel, updateCodebook } from '../../shaders/codebook/codebook.kernels.ts';
import { tableGradient, type Indexed } from './embedding.ts';

/** What vectors find in a codebook. */
export interface Found {
  /** u32 (…): the code with the least squared distance, of equal ones the lowest. */
  readonly index: Tensor;
  /** (…, D): x − codebook[index]. */
  readonly residual: Tensor;
}

/**
 * The nearest code of each vector: argmin_c ‖x − c‖² = argmin_c ½‖c‖² − ⟨x, c⟩, by one product. One dispatch, without a
 * gradient.
 *
 * Distances are exact to some roundings of ‖x‖‖c‖, so vectors and codes should be about their mean.
 *
 * @param x         (…, D)
 * @param codebook  (K, D)
 * @throws ShapeError where codes have another width than vectors
 */
export function nearestCode(x: Tensor, codebook: Tensor): Found {
  const k = lastExtent(x.shape);
  const [n = 0] = codebook.shape;
  checkShape('nearestCode: codebook', codebook.shape, [n, k]);
  const { index, residual } = dispatch(nearestCodeKernel, { a: x, b: codebook }, { m: size(x.shape) / k, n, k });
  return { index: view(index, x.shape.slice(0, -1)), residual: view(residual, x.shape) };
}

/** Which vectors found which code: places[offsets[c]] … places[offsets[c + 1] − 1] are the rows that found code c. */
export type Places = Omit<Indexed, 'ids'>;

/**
 * Σ of the vectors that found each code, in the order of their places; added onto `sofar` where there is one.
 *
 * @param x       (N, D)
 * @param places  offsets u32 (K + 1), places u32 (N)
 * @param sofar   (K, D)
 * @returns       (K, D)
 */
export function codeSums(x: Tensor, places: Places, sofar?: Tensor): Tensor {
  const width = lastExtent(x.shape);
  const vocabulary = (places.offsets.shape[0] ?? 1) - 1;
  if (sofar !== undefined) checkShape('codeSums: sofar', sofar.shape, [vocabulary, width]);
  const rows = size(x.shape) / width;
  return tableGradient(x, places, sofar, { rows, width, vocabulary, scale: 1 }).total;
}

/** A codebook and what its codes have found so far, weighted by age. */
export interface Codebook {
  /** (K, D). */
  readonly codebook: Tensor;
  /** (K, D). */
  readonly sums: Tensor;
  /** (K). */
  readonly counts: Tensor;
}

/**
 * Moves codes to the means of what found them: counts′ = γ counts + (1 − γ) n, sums′ = γ sums + (1 − γ) found,
 * code = sums′ / counts′. Where nothing has found a code it stays. γ = 0 is a step of k-means.
 *
 * @param found    (K, D): `codeSums` of the vectors
 * @param offsets  u32 (K + 1): n = offsets[c + 1] − offsets[c]
 * @param decay    γ, from 0 to below 1
 * @throws ShapeError where something does not fit
 * @see van den Oord et al. 2017, arXiv:1711.00937, appendix A.1
 */
export function followMeans(before: Codebook, found: Tensor, offsets: Tensor, decay: number): Codebook {
  const [codes = 0, width = 0] = before.codebook.shape;
  checkShape('followMeans: sums', before.sums.shape, [codes, width]);
  checkShape('followMeans: found', found.shape, [codes, width]);
  checkShape('followMeans: counts', before.counts.shape, [codes]);
  checkShape('followMeans: offsets', offsets.shape, [codes + 1]);
  const params = { codes, width, bounds: codes + 1, decay };
  const { codebook, sums, counts_after: counts } = dispatch(updateCodebook, { ...before, found, offsets }, params);
  return { codebook, sums, counts };
}
