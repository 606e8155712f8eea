import { lastExtent } from '../core/shape.ts';
import type { Tensor } from '../graph/tensor.ts';
import {
  attention,
  feedForward,
  layernorm,
  linear,
  linearResidual,
  rowsAt,
  type Activation,
  type Linear,
  type Mask,
} from '../ops/index.ts';
import { normal, ones, zeros, type Scope } from './scope.ts';

/** Deviation of every weight matrix unless a model says otherwise (BERT, GPT-2, RecBole). */
const DEVIATION = 0.02;

export function norm(w: Scope, x: Tensor): Tensor {
  const width = lastExtent(x.shape);
  return layernorm(x, w.parameter('gamma', [width], ones), w.parameter('beta', [width], zeros));
}

export const affine = (w: Scope, widthIn: number, widthOut: number): Linear => ({
  weight: w.parameter('weight', [widthOut, widthIn], normal(DEVIATION)),
  bias: w.parameter('bias', [widthOut], zeros),
});

export interface AttentionConfig {
  readonly heads: number;
  readonly mask: Mask;
  readonly dropout: number;
}

/**
 * h + dropout(Attention(x)·Wₒᵀ + bₒ): multi-head self-attention that writes to the residual stream.
 *
 * @param x      (B, T, C), the normalised stream
 * @param h      (B, T, C), the stream
 * @param lengths  u32 (B), items of each history
 * @param at     u32 (N): the only positions of the stream that are written and returned, as (N, C)
 */
export function selfAttention(
  w: Scope,
  x: Tensor,
  h: Tensor,
  lengths: Tensor,
  c: AttentionConfig,
  at?: Tensor,
): Tensor {
  const width = lastExtent(x.shape);
  const qkv = linear(x, affine(w.at('qkv'), width, 3 * width));
  const mixed = attention(qkv, lengths, c.heads, c.mask, w.dropout('probabilities', c.dropout));
  const [read, written] = at === undefined ? [mixed, h] : [rowsAt(mixed, at), rowsAt(h, at)];
  return linearResidual(read, affine(w.at('out'), width, width), written, w.dropout('out', c.dropout));
}

/** h + dropout(W₂·dropout(φ(W₁·x + b₁)) + b₂), F = expansion · C. */
export function mlp(w: Scope, x: Tensor, h: Tensor, expansion: number, activation: Activation, rate: number): Tensor {
  const width = lastExtent(x.shape);
  const up = affine(w.at('up'), width, expansion * width);
  const down = affine(w.at('down'), expansion * width, width);
  return feedForward(x, h, up, down, activation, w.dropout('inner', rate), w.dropout('outer', rate));
}
