import { gradients } from '../graph/backward.ts';
import { leaf, view, type Tensor } from '../graph/tensor.ts';
import { mlp } from '../nn/layers.ts';
import type { Parameter, Scope } from '../nn/scope.ts';
import { add, fsq, linear, type AdamW, type Quantized } from '../ops/index.ts';
import { adapted, scopeOf, spread } from './autoencoder.ts';

/** How an auto-encoder is built. */
export interface AutoEncoderShape {
  readonly slots: number;
  /** Numbers of a vector, a multiple of the slots. */
  readonly width: number;
  /** Of each number that a code is made of. */
  readonly levels: readonly number[];
}

/** Hidden numbers of the decoder for each number of a vector. */
const EXPANSION = 2;

/**
 * The code of each part of a vector: FSQ(W_in x_s + b_in), with the same weights for all parts.
 *
 * @param x  (N, width), the parts of a vector one after another
 * @returns  index (N, slots), y (N, slots, levels)
 */
export function encoder(w: Scope, x: Tensor, { slots, width, levels }: AutoEncoderShape): Quantized {
  const parts = view(x, [x.shape[0] ?? 0, slots, width / slots]);
  return fsq(linear(parts, spread(w.at('in'), width / slots, levels.length)), levels);
}

/**
 * What codes stand for: p_s = W_out y_s + b_out for each part, and x̂ = p + W₂ gelu(W₁ p + b₁) + b₂, which reads all of them together.
 *
 * @param y  (N, slots, levels)
 * @returns  (N, width)
 */
export function decoder(w: Scope, y: Tensor, { slots, width, levels }: AutoEncoderShape): Tensor {
  const parts = view(linear(y, spread(w.at('out'), levels.length, width / slots)), [y.shape[0] ?? 0, width]);
  return mlp(w.at('decoder'), parts, parts, EXPANSION, 'gelu', 0);
}

/** A step of training as a graph. */
export interface Step {
  readonly parameters: readonly Parameter[];
  /** The weights after it, in their order. */
  readonly after: readonly Tensor[];
}

/**
 * Forward, backward and AdamW for a batch, on the leaves `x`, `minus x`, `schedule`, `clock`, the parameters and their moments. What is
 * minimised is ½ ‖x̂ − x‖², whose derivative by x̂ is x̂ − x.
 */
export function traceStep(rows: number, shape: AutoEncoderShape, optimizer: AdamW): Step {
  const w = scopeOf();
  const decoded = decoder(w, encoder(w, leaf('x', [rows, shape.width]), shape).y, shape);
  const { parameters } = w;
  const error = add(decoded, leaf('minus x', [rows, shape.width]));
  const tensors = parameters.map(({ tensor }) => tensor);
  const gradient = gradients(decoded, error, tensors);
  const after = parameters.map((parameter, i) => adapted(parameter, gradient[i], optimizer));
  return { parameters, after };
}
