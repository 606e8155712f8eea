import { checkShape, lastExtent, size, type Shape } from '../core/shape.ts';
import { differentiable, dispatch, view, type Tensor } from '../graph/tensor.ts';
import {
  linear as linearKernel,
  linearGelu,
  linearResidual as linearResidualKernel,
  linearWeightGradient,
  matmulGeluBackward,
  matmulNN,
  matmulNT,
  matmulTN,
} from '../../shaders/matmul/matmul.kernels.ts';
import { dropout, type Dropout } from './dropout.ts';

/** Weights of a linear map: W (out, in) and b (out). */
export interface Linear {
  readonly weight: Tensor;
  readonly bias: Tensor;
}

interface Extents {
  /** Rows of x, all leading axes together. */
  readonly m: number;
  /** Width out. */
  readonly n: number;
  /** Width in. */
  readonly k: number;
  readonly shape: Shape;
}

/**
 * y = x·Wᵀ + b.
 *
 * @param x  (…, in)
 * @returns  (…, out)
 * @throws ShapeError where W or b does not fit
 */
export function linear(x: Tensor, w: Linear): Tensor {
  const { m, n, k, shape } = extents('linear', x, w);
  const { y } = dispatch(linearKernel, { a: x, b: w.weight, bias: w.bias }, { m, n, k });
  return differentiable(view(y, shape), [x, w.weight, w.bias], (dy) => [
    inputGradient(dy, w, x.shape, { m, n, k }),
    ...weightGradients(dy, x, { m, n, k }),
  ]);
}

/**
 * y = x·Wᵀ: a linear map without a bias.
 *
 * @param x       (…, in)
 * @param weight  W (out, in)
 * @returns       (…, out)
 * @throws ShapeError where W does not fit
 */
export function project(x: Tensor, weight: Tensor): Tensor {
  const [k, n] = [lastExtent(x.shape), weight.shape[0] ?? 0];
  checkShape('project: weight', weight.shape, [n, k]);
  const m = size(x.shape) / k;
  const { y } = dispatch(matmulNT, { a: x, b: weight }, { m, n, k });
  return differentiable(view(y, [...x.shape.slice(0, -1), n]), [x, weight], (dy) => [
    view(dispatch(matmulNN, { a: dy, b: weight }, { m, n: k, k: n }).y, x.shape),
    dispatch(matmulTN, { a: dy, b: x }, { m: n, n: k, k: m }).y,
  ]);
}

/**
 * y = residual + dropout(x·Wᵀ + b): how a sublayer writes to the residual stream.
 *
 * @param residual  (…, out)
 */
export function linearResidual(x: Tensor, w: Linear, residual: Tensor, drop: Dropout): Tensor {
  const { m, n, k, shape } = extents('linearResidual', x, w);
  checkShape('linearResidual: residual', residual.shape, shape);
  const inputs = { a: x, b: w.weight, bias: w.bias, residual, clock: drop.clock };
  const { y } = dispatch(linearResidualKernel, inputs, { m, n, k, ...drop.params });
  return differentiable(view(y, shape), [x, w.weight, w.bias, residual], (dy) => {
    const dz = dropout(dy, drop);
    return [inputGradient(dz, w, x.shape, { m, n, k }), ...weightGradients(dz, x, { m, n, k }), dy];
  });
}

const ACTIVATIONS = {
  gelu: { forward: linearGelu, backward: matmulGeluBackward },
} as const;

export type Activation = keyof typeof ACTIVATIONS;

/**
 * The position-wise feed-forward network of a transformer block, with its residual connection:
 *
 *   y = residual + dropout(W₂ · dropout(φ(W₁·x + b₁)) + b₂)
 *
 * One op, because its backward pass multiplies by W₂ᵀ and φ′ in one kernel.
 *
 * @param x         (…, C)
 * @param residual  (…, C)
 * @param up        W₁ (F, C), b₁ (F)
 * @param down      W₂ (C, F), b₂ (C)
 * @see Vaswani et al. 2017, eq. 2; GELU: Hendrycks & Gimpel 2016, tanh form
 */
export function feedForward(
  x: Tensor,
  residual: Tensor,
  up: Linear,
  down: Linear,
  activation: Activation,
  inner: Dropout,
  outer: Dropout,
): Tensor {
  const { m, n: f, k: c } = extents('feedForward: up', x, up);
  checkShape('feedForward: down weight', down.weight.shape, [c, f]);
  checkShape('feedForward: down bias', down.bias.shape, [c]);
  checkShape('feedForward: residual', residual.shape, x.shape);
  const phi = ACTIVATIONS[activation];
  const raised = { a: x, b: up.weight, bias: up.bias, clock: inner.clock };
  const { z, y: hidden } = dispatch(phi.forward, raised, { m, n: f, k: c, ...inner.params });
  const lowered = { a: hidden, b: down.weight, bias: down.bias, residual, clock: outer.clock };
  const { y } = dispatch(linearResidualKernel, lowered, { m, n: c, k: f, ...outer.params });

  const inputs = [x, up.weight, up.bias, down.weight, down.bias, residual];
  return differentiable(view(y, x.shape), inputs, (dy) => {
    const dlow = dropout(dy, outer);
    const pulled = { a: dlow, b: down.weight, z, clock: inner.clock };
    const { dz } = dispatch(phi.backward, pulled, { m, n: f, k: c, ...inner.params });
    const [ddown, ddownBias] = weightGradients(dlow, hidden, { m, n: c, k: f });
    const [dup, dupBias] = weightGradients(dz, x, { m, n: f, k: c });
    return [inputGradient(dz, up, x.shape, { m, n: f, k: c }), dup, dupBias, ddown, ddownBias, dy];
  });
}

function extents(op: string, x: Tensor, { weight, bias }: Linear): Extents {
  const k = lastExtent(x.shape);
  const n = weight.shape[0] ?? 0;
  checkShape(`${op}: weight`, weight.shape, [n, k]);
  checkShape(`${op}: bias`, bias.shape, [n]);
  return { m: size(x.shape) / k, n, k, shape: [...x.shape.slice(0, -1), n] };
}

type MNK = Readonly<Record<'m' | 'n' | 'k', number>>;

/** dx = dy·W. */
const inputGradient = (dy: Tensor, w: Linear, shape: Shape, { m, n, k }: MNK): Tensor =>
  view(dispatch(matmulNN, { a: dy, b: w.weight }, { m, n: k, k: n }).y, shape);

/** dW = dyᵀ·x and db = Σ_rows dy, in one kernel. */
export function weightGradients(dy: Tensor, x: Tensor, { m, n, k }: MNK): [Tensor, Tensor] {
  const { y, row_sum } = dispatch(linearWeightGradient, { a: dy, b: x }, { m: n, n: k, k: m });
  return [y, row_sum];
}
