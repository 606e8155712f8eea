import { size } from '../core/shape.ts';
import { dispatch, type Tensor } from '../graph/tensor.ts';
import { adamw as adamwKernel, squaredNorm } from '../../shaders/optimizer/optimizer.kernels.ts';

/** What AdamW keeps of weights, each of one shape. */
export interface Adapted {
  readonly parameters: Tensor;
  readonly firstMoment: Tensor;
  readonly secondMoment: Tensor;
}

/** Settings of AdamW. Loshchilov & Hutter 2019, algorithm 2; betas of the SASRec recipe. */
export interface AdamW {
  readonly beta1: number;
  readonly beta2: number;
  readonly eps: number;
  /** Applied to weight matrices only: not to embeddings, norms and biases. */
  readonly weightDecay: number;
  /** Largest gradient norm; 0 never clips. */
  readonly clip: number;
}

/**
 * A step of AdamW, in place: weights and both moments are leaves, which have changed when it has run. A gradient whose norm is no
 * number changes nothing.
 *
 * @param schedule  (4): [rate, 1 − β₁ᵗ, 1 − β₂ᵗ, 0]
 * @param decayed   weights that decay, from the first on
 * @see Loshchilov & Hutter 2019, algorithm 2
 */
export function adamw(
  { parameters, firstMoment, secondMoment }: Adapted,
  gradient: Tensor,
  schedule: Tensor,
  { beta1, beta2, eps, weightDecay, clip }: AdamW,
  decayed: number,
): { readonly squaredNorm: Tensor; readonly parameters: Tensor } {
  const count = size(parameters.shape);
  const { squared_norm } = dispatch(squaredNorm, { gradient }, { count });
  const moments = { first_moment: firstMoment, second_moment: secondMoment };
  const updated = dispatch(
    adamwKernel,
    { parameters, ...moments, gradient, squared_norm, schedule },
    { count, decayed, ...{ beta1, beta2, eps, weight_decay: weightDecay, clip } },
  );
  return { squaredNorm: squared_norm, parameters: updated.parameters };
}
