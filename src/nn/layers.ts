import { lastExtent } from '../core/shape.ts';
import type { Tensor } from '../graph/tensor.ts';
import {
  attention,
  dropout,
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
 * Multi-head self-attention up to its last projection.
 *
 * @param x      (B, T, C), the normalised stream
 * @param reach  how far histories reach: see ops/attention
 * @returns      (B, T, C)
 */
export function attend(w: Scope, x: Tensor, reach: Tensor, { heads, mask, dropout: rate }: AttentionConfig): Tensor {
  const width = lastExtent(x.shape);
  const qkv = linear(x, affine(w.at('qkv'), width, 3 * width));
  return attention(qkv, reach, heads, mask, w.dropout('probabilities', rate));
}

/**
 * What a layer that mixes positions writes: dropout(W_out·y + b_out), onto the stream h where there is one.
 *
 * @param y   (B, T, E)
 * @param h   (B, T, C)
 * @param at  u32 (N): the only positions that are written and returned, as (N, C)
 */
export function written(
  w: Scope,
  y: Tensor,
  h: Tensor | null,
  width: number,
  rate: number,
  at: Tensor | undefined,
): Tensor {
  const out = affine(w.at('out'), lastExtent(y.shape), width);
  const here = (x: Tensor): Tensor => (at === undefined ? x : rowsAt(x, at));
  const drop = w.dropout('out', rate);
  return h === null ? dropout(linear(here(y), out), drop) : linearResidual(here(y), out, here(h), drop);
}

/**
 * h + dropout(Attention(x)·Wₒᵀ + bₒ): multi-head self-attention that writes to the residual stream.
 *
 * @param x      (B, T, C), the normalised stream
 * @param h      (B, T, C), the stream
 * @param reach  how far histories reach: see ops/attention
 * @param at     u32 (N): the only positions of the stream that are written and returned, as (N, C)
 */
export const selfAttention = (w: Scope, x: Tensor, h: Tensor, reach: Tensor, c: AttentionConfig, at?: Tensor): Tensor =>
  written(w, attend(w, x, reach, c), h, lastExtent(h.shape), c.dropout, at);

/** h + dropout(W₂·dropout(φ(W₁·x + b₁)) + b₂), F = expansion · C. */
export function mlp(w: Scope, x: Tensor, h: Tensor, expansion: number, activation: Activation, rate: number): Tensor {
  const width = lastExtent(x.shape);
  const up = affine(w.at('up'), width, expansion * width);
  const down = affine(w.at('down'), expansion * width, width);
  return feedForward(x, h, up, down, activation, w.dropout('inner', rate), w.dropout('outer', rate));
}
