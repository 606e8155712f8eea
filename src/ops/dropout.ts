import { size } from '../core/shape.ts';
import { differentiable, dispatch, view, type Tensor } from '../graph/tensor.ts';
import { dropoutKernel } from '../../shaders/elementwise/elementwise.kernels.ts';
import { dropoutAt as paramsAt, type DropoutParams } from '../../shaders/random/dropout.reference.ts';

/** One dropout of the model: its rate and identity, and the training step its mask depends on. */
export interface Dropout {
  readonly params: DropoutParams;
  /** u32 (1): the training step. */
  readonly clock: Tensor;
}

/** Dropout at `rate` in [0, 1), its masks keyed by (seed, site, the step in `clock`). */
export const dropoutAt = (rate: number, seed: number, site: number, clock: Tensor): Dropout => ({
  params: paramsAt(rate, seed, site),
  clock,
});

/**
 * y = x ⊙ mask / (1 − rate), the mask a function of (seed, site, step, index). Linear in x and its own derivative.
 *
 * @param x  any shape
 * @returns  the shape of x; x itself where the rate is 0
 * @see Srivastava et al. 2014
 */
export function dropout(x: Tensor, { params, clock }: Dropout): Tensor {
  if (params.threshold === 0) return x;
  const apply = (v: Tensor): Tensor =>
    view(dispatch(dropoutKernel, { x: v, clock }, { count: size(v.shape), ...params }).y, x.shape);
  return differentiable(apply(x), [x], (dy) => [apply(dy)]);
}
