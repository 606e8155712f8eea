import type { Random } from '../core/random.ts';
import { lastExtent } from '../core/shape.ts';
import type { Tensor } from '../graph/tensor.ts';
import { causalConvolution, gate, linear, project, selectiveScan, type Linear } from '../ops/index.ts';
import { drawn, normal, ones, zeros, type Init, type Scope } from './scope.ts';

/** Deviation of every weight matrix, as of other layers. */
const DEVIATION = 0.02;
const TAPS = 4;

/** How the step Δ starts: `standard`, between 0.001 and 0.1, as Mamba has it, or `wide`, ln 2 everywhere. */
export type StepStart = 'standard' | 'wide';

export interface MambaConfig {
  /** E / C. */
  readonly expansion: number;
  /** N, states of a channel: a multiple of 4 up to 32. */
  readonly states: number;
  readonly start: StepStart;
}

/**
 * A Mamba block up to its last projection, E = expansion · C channels wide:
 *
 *   u = silu(conv(W_in·x))        B, C = W_bc·u        Δ = softplus(W_up·W_down·u + b)
 *   y = scan(u, Δ, B, C) ⊙ silu(W_gate·x)
 *
 * @param x       (B, T, C)
 * @param starts  u32 (B, T): not 0 where another history begins; without it, each row is one history
 * @returns       (B, T, E)
 * @see Gu & Dao 2023, arXiv:2312.00752, section 3.4 and figure 3; the step passes through ⌈C / 16⌉ numbers, as in their code
 */
export function mambaBlock(w: Scope, x: Tensor, c: MambaConfig, starts?: Tensor): Tensor {
  const width = lastExtent(x.shape);
  const channels = c.expansion * width;
  const rank = Math.ceil(width / 16);
  const u = convolved(w, x, channels, starts);
  const bc = project(u, w.parameter('bc.weight', [2 * c.states, channels], normal(DEVIATION)));
  const low = project(u, w.parameter('step.down.weight', [rank, channels], normal(DEVIATION)));
  const delta = linear(low, stepping(w.at('step.up'), channels, rank, c.start));
  const dynamics = {
    aLog: w.parameter('logRate', [channels, c.states], rates(c.states)),
    skip: w.parameter('skip', [channels], ones),
  };
  const y = selectiveScan(u, delta, bc, dynamics, starts);
  return gated(w, y, x);
}

/** silu(conv(W_in·x)): what is read, each channel over its last four positions. (B, T, C) to (B, T, channels) */
export function convolved(w: Scope, x: Tensor, channels: number, starts?: Tensor): Tensor {
  const read = project(x, w.parameter('in.weight', [channels, lastExtent(x.shape)], normal(DEVIATION)));
  return causalConvolution(read, taps(w.at('convolution'), channels), starts);
}

/** y ⊙ silu(W_gate·x): what is read decides how much of y passes. (B, T, E) with (B, T, C) to (B, T, E) */
export const gated = (w: Scope, y: Tensor, x: Tensor): Tensor =>
  gate(y, project(x, w.parameter('gate.weight', [lastExtent(y.shape), lastExtent(x.shape)], normal(DEVIATION))));

/** As PyTorch starts a convolution over 4 taps: uniform within ±1/√4. */
function taps(w: Scope, channels: number): Linear {
  const start = within(1 / Math.sqrt(TAPS));
  return { weight: w.parameter('weight', [TAPS, channels], start), bias: w.parameter('bias', [channels], start) };
}

function stepping(w: Scope, channels: number, rank: number, start: StepStart): Linear {
  const [weight, bias] =
    start === 'standard' ? [within(1 / Math.sqrt(rank)), drawn(softplusOfStep)] : [normal(DEVIATION), zeros];
  return { weight: w.parameter('weight', [channels, rank], weight), bias: w.parameter('bias', [channels], bias) };
}

const within = (bound: number): Init => drawn((random) => (2 * random.uniform() - 1) * bound);

/** Steps between 0.001 and 0.1, evenly by their logarithm, before softplus: x + ln(1 − e^−x). Gu & Dao 2023, section 3.6. */
export function softplusOfStep(random: Random): number {
  const [least, most] = [Math.log(0.001), Math.log(0.1)];
  const step = Math.exp(least + (most - least) * random.uniform());
  return step + Math.log(-Math.expm1(-step));
}

/** State n forgets at rate n + 1, in each channel ("S4D-real"). Gu & Dao 2023, section 3.6. */
const rates = (states: number): Init => drawn((_random, i) => Math.log((i % states) + 1));
