import type { Observed } from '../recommend/reader.ts';
import { ScanChannel } from './scan_states.ts';

/** What the channels of a scan remember of a history of T items in N states. */
export interface ScanSummary {
  /** (N, T) √(mean over channels of h²). */
  readonly sizes: Float32Array;
  /** (channels, N, T) h. */
  readonly all: Float32Array;
  /** (T) mean over channels of Δ. */
  readonly steps: Float32Array;
  /** (T) ‖keep_t ⊙ h_{t−1}‖ / ‖h_{t−1}‖ over all channels and states; 0 where there was nothing. */
  readonly kept: Float32Array;
  /** (T) √(mean over channels and states of (Δ_t u_t B_t)²). */
  readonly written: Float32Array;
  /** (T) ‖keep_T ⊙ … ⊙ keep_{t+1} ⊙ w_t‖ / ‖w_t‖ with w what item t wrote; 0 where that is nothing. */
  readonly left: Float32Array;
  /** (N) ln 2 / (A_n · mean over items of Δ), the median over channels, at most `LONGEST`. */
  readonly halfLives: Float32Array;
}

/** Items; where almost nothing is forgotten. */
export const LONGEST = 1e6;

/** A channel before each yield. */
export function* summaryOf(observed: Observed): Generator<void, ScanSummary> {
  const { time, channels, states } = observed.params;
  const cells = time * states;
  const [squares, all] = [new Float64Array(cells), new Float32Array(channels * cells)];
  const [steps, before, keeps, writes, lasting] = Array.from({ length: 5 }, () => new Float64Array(time));
  const lives = Array.from({ length: states }, () => new Float64Array(channels));
  for (let c = 0; c < channels; c++) {
    const channel = new ScanChannel(observed, c);
    const h = channel.history();
    const left = new Float64Array(states).fill(1);
    for (let t = time - 1; t >= 0; t--) {
      const u = channel.input(t);
      steps[t] += channel.steps[t];
      for (let n = 0; n < states; n++) {
        const at = t * states + n;
        const was = t === 0 ? 0 : h[at - states];
        const wrote = u * channel.writes[at];
        squares[n * time + t] += h[at] ** 2;
        all[c * cells + n * time + t] = h[at];
        before[t] += was ** 2;
        keeps[t] += (channel.keeps[at] * was) ** 2;
        writes[t] += wrote ** 2;
        lasting[t] += (left[n] * wrote) ** 2;
        left[n] *= channel.keeps[at];
      }
    }
    const step = channel.steps.reduce((sum, one) => sum + one, 0) / time;
    channel.rates.forEach((rate, n) => (lives[n][c] = Math.min(LONGEST, Math.LN2 / (rate * step))));
    yield;
  }
  const share = (part: number, of: number): number => (of > 0 ? Math.sqrt(part / of) : 0);
  return {
    sizes: Float32Array.from(squares, (sum) => Math.sqrt(sum / channels)),
    all,
    steps: Float32Array.from(steps, (sum) => sum / channels),
    kept: Float32Array.from(keeps, (sum, t) => share(sum, before[t])),
    written: Float32Array.from(writes, (sum) => Math.sqrt(sum / (channels * states))),
    left: Float32Array.from(lasting, (sum, t) => share(sum, writes[t])),
    halfLives: Float32Array.from(lives, (of) => of.sort()[channels >> 1]),
  };
}
