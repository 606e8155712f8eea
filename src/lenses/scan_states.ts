import { LARGEST_RATE } from '../../shaders/scan/scan.reference.ts';
import { softplus } from '../../shaders/pointwise/pointwise.reference.ts';
import type { Observed, Wanted } from '../recommend/reader.ts';

/** The launches of a selective scan, and what tells all of its states. */
export const SCAN: Wanted = { kernel: 'scan.', tensors: ['u', 'delta', 'bc', 'a_log', 'skip', 'starts'] };

/** A scan over a history, one channel at a time: what is kept, written and told at each position of the one that was read last. */
export class ScanChannel {
  readonly time: number;
  readonly states: number;
  /** (T) Δ_t = softplus(delta_t). */
  readonly steps: Float64Array;
  /** (T, N) e^(−Δ_t·e^a_log): the share of each state that a position keeps; 0 where a history begins. */
  readonly keeps: Float64Array;
  /** (T, N) Δ_t B_t: what a unit of the input writes. */
  readonly writes: Float64Array;
  /** (N) e^a_log: how fast each state forgets. */
  readonly rates: Float64Array;
  /** (T, N) h_t = keep_t ⊙ h_{t−1} + Δ_t u_t B_t, from 0. */
  private readonly held: Float64Array;
  private readonly observed: Observed;
  private channel = 0;

  constructor(observed: Observed) {
    const { time, states } = observed.params;
    [this.observed, this.time, this.states] = [observed, time, states];
    [this.steps, this.rates] = [new Float64Array(time), new Float64Array(states)];
    [this.keeps, this.writes, this.held] = [0, 1, 2].map(() => new Float64Array(time * states));
  }

  /** Turns to a channel. */
  read(channel: number): this {
    const { time, states, steps, rates, keeps, writes } = this;
    const { channels } = this.observed.params;
    const { delta, bc, a_log, starts } = this.observed.tensors;
    this.channel = channel;
    for (let n = 0; n < states; n++) rates[n] = Math.exp(Math.min(a_log[channel * states + n], LARGEST_RATE));
    for (let t = 0, at = 0; t < time; t++) {
      const step = softplus.value(delta[t * channels + channel]);
      const begins = starts !== undefined && starts[t] !== 0;
      steps[t] = step;
      for (let n = 0; n < states; n++, at++) {
        keeps[at] = begins ? 0 : Math.exp(-step * rates[n]);
        writes[at] = step * bc[t * 2 * states + n];
      }
    }
    return this;
  }

  /** The share of the input at a position that goes past the states. */
  get skip(): number {
    return this.observed.tensors.skip[this.channel];
  }

  /** u_t of this channel. */
  input(t: number): number {
    return this.observed.tensors.u[t * this.observed.params.channels + this.channel];
  }

  /** (T, N) h_t = keep_t ⊙ h_{t−1} + Δ_t u_t B_t, from 0, until another channel is read. */
  history(): Float64Array {
    const { time, states, keeps, writes, held: h } = this;
    for (let n = 0; n < states; n++) h[n] = this.input(0) * writes[n];
    for (let t = 1, at = states; t < time; t++) {
      const u = this.input(t);
      for (let n = 0; n < states; n++, at++) h[at] = keeps[at] * h[at - states] + u * writes[at];
    }
    return h;
  }
}
