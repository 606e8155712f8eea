import { LARGEST_RATE } from '../../shaders/scan/scan.reference.ts';
import { softplus } from '../../shaders/pointwise/pointwise.reference.ts';
import type { Observed, Wanted } from '../recommend/reader.ts';

/** The launches of a selective scan, and what tells all of its states. */
export const SCAN: Wanted = { kernel: 'scan.', tensors: ['u', 'delta', 'bc', 'a_log', 'skip', 'starts'] };

/** One channel of a scan over a history: what is kept, written and told at each position. */
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
  private readonly observed: Observed;
  private readonly channel: number;

  constructor(observed: Observed, channel: number) {
    const { params, tensors } = observed;
    const { time, channels, states } = params;
    const { delta, bc, a_log, starts } = tensors;
    [this.observed, this.channel, this.time, this.states] = [observed, channel, time, states];
    this.rates = a_log
      .subarray(channel * states, (channel + 1) * states)
      .map((logarithm) => Math.exp(Math.min(logarithm, LARGEST_RATE)));
    this.steps = new Float64Array(time);
    this.keeps = new Float64Array(time * states);
    this.writes = new Float64Array(time * states);
    for (let t = 0; t < time; t++) {
      const step = softplus.value(delta[t * channels + channel]);
      const begins = starts !== undefined && starts[t] !== 0;
      this.steps[t] = step;
      for (let n = 0; n < states; n++) {
        this.keeps[t * states + n] = begins ? 0 : Math.exp(-step * this.rates[n]);
        this.writes[t * states + n] = step * bc[t * 2 * states + n];
      }
    }
  }

  /** The share of the input at a position that goes past the states. */
  get skip(): number {
    return this.observed.tensors.skip[this.channel];
  }

  /** u_t of this channel. */
  input(t: number): number {
    return this.observed.tensors.u[t * this.observed.params.channels + this.channel];
  }

  /** (T, N) h_t = keep_t ⊙ h_{t−1} + Δ_t u_t B_t, from 0. */
  history(): Float64Array {
    const { time, states, keeps, writes } = this;
    const h = new Float64Array(time * states);
    for (let t = 0; t < time; t++) {
      const u = this.input(t);
      for (let n = 0; n < states; n++) {
        const at = t * states + n;
        h[at] = (t === 0 ? 0 : keeps[at] * h[at - states]) + u * writes[at];
      }
    }
    return h;
  }
}
