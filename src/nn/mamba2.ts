import { lastExtent } from '../core/shape.ts';
import type { Tensor } from '../graph/tensor.ts';
import { columns, gatedRmsnorm, linear, project, stateSpaceDual } from '../ops/index.ts';
import { convolved, softplusOfStep } from './mamba.ts';
import { drawn, normal, ones, type Scope } from './scope.ts';

/** Deviation of every weight matrix, as of other layers. */
const DEVIATION = 0.02;

export interface DualConfig {
  /** E / C. */
  readonly expansion: number;
  /** N, states of a channel: a multiple of 4. */
  readonly states: number;
  /** P, channels of a head, which forget at one pace: a multiple of 4 that divides E. */
  readonly headChannels: number;
}

/**
 * A Mamba-2 block up to its last projection, E = expansion · C channels wide in H = E / P heads:
 *
 *   u, B, C = silu(conv(W_in·x))        Δ = softplus(W_step·x + b)        y = RMSNorm(ssd(u, Δ, B, C) ⊙ silu(W_gate·x))
 *
 * Of B and C there is one group. Rates begin evenly between 1 and 16, steps between 0.001 and 0.1, evenly by their logarithm.
 *
 * @param x       (B, T, C)
 * @param starts  u32 (B, T): not 0 where another history begins; without it, each row is one history
 * @returns       (B, T, E)
 * @see Dao & Gu 2024, arXiv:2405.21060, section 7, and state-spaces/mamba, mamba_ssm/modules/mamba2_simple.py
 */
export function dualBlock(w: Scope, x: Tensor, c: DualConfig, starts?: Tensor): Tensor {
  const width = lastExtent(x.shape);
  const channels = c.expansion * width;
  const heads = channels / c.headChannels;
  const read = convolved(w, x, channels + 2 * c.states, starts);
  const u = columns(read, 0, channels);
  const bc = columns(read, channels, 2 * c.states);
  const step = w.at('step');
  const delta = linear(x, {
    weight: step.parameter('weight', [heads, width], normal(DEVIATION)),
    bias: step.parameter('bias', [heads], drawn(softplusOfStep)),
  });
  const dynamics = {
    aLog: w.parameter(
      'logRate',
      [heads],
      drawn((random) => Math.log(1 + 15 * random.uniform())),
    ),
    skip: w.parameter('skip', [heads], ones),
  };
  const y = stateSpaceDual(u, delta, bc, dynamics, starts);
  const gate = project(x, w.parameter('gate.weight', [channels, width], normal(DEVIATION)));
  return gatedRmsnorm(y, gate, w.parameter('norm.gamma', [channels], ones));
}
