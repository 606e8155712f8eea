import { lastExtent } from '../core/shape.ts';
import type { Tensor } from '../graph/tensor.ts';
import { gru, linear, type Linear } from '../ops/index.ts';
import { normal, zeros, type Scope } from './scope.ts';

/** Weights N(0, 2 / (in + out)), which keeps the size of what flows forward and back. Glorot & Bengio 2010, eq. 16. */
const glorot = (widthIn: number, widthOut: number): number => Math.sqrt(2 / (widthIn + widthOut));

/** W (blocks · out, in), each block drawn for itself. */
const drawn = (w: Scope, widthIn: number, widthOut: number, blocks: number): Linear => ({
  weight: w.parameter('weight', [blocks * widthOut, widthIn], normal(glorot(widthIn, widthOut))),
  bias: w.parameter('bias', [blocks * widthOut], zeros),
});

/** x·Wᵀ + b. */
export const projection = (w: Scope, x: Tensor, width: number): Tensor =>
  linear(x, drawn(w, lastExtent(x.shape), width, 1));

/**
 * States of a gated recurrent unit that reads x: see ops/gru.
 *
 * @param x       (B, T, C)
 * @param starts  u32 (B, T): not 0 where another history begins; without it, each row is one history
 * @returns       (B, T, hidden)
 */
export function gatedRecurrence(w: Scope, x: Tensor, hidden: number, starts?: Tensor): Tensor {
  const gates = linear(x, drawn(w.at('input'), lastExtent(x.shape), hidden, 3));
  return gru(gates, drawn(w.at('recurrent'), hidden, hidden, 3), starts);
}
