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

/** Sums over channels: of squares but for `steps`. */
class Sums {
  /** (T, N) */
  readonly sizes: Float64Array;
  /** (T) each */
  readonly steps: Float64Array;
  readonly before: Float64Array;
  readonly kept: Float64Array;
  readonly written: Float64Array;
  readonly left: Float64Array;
  /** (N) of what an item wrote in a channel, what is left at the end. */
  private readonly lasting: Float64Array;

  constructor(time: number, states: number) {
    this.sizes = new Float64Array(time * states);
    this.lasting = new Float64Array(states);
    [this.steps, this.before, this.kept, this.written, this.left] = [0, 1, 2, 3, 4].map(() => new Float64Array(time));
  }

  add(channel: ScanChannel, h: Float64Array): void {
    const { time, states, keeps, writes } = channel;
    const { sizes, lasting } = this;
    lasting.fill(1);
    for (let t = time - 1; t >= 0; t--) {
      const u = channel.input(t);
      let [before, kept, written, left] = [0, 0, 0, 0];
      for (let n = 0, at = t * states; n < states; n++, at++) {
        const was = t === 0 ? 0 : h[at - states];
        const faded = keeps[at] * was;
        const wrote = u * writes[at];
        const lasts = lasting[n] * wrote;
        sizes[at] += h[at] * h[at];
        before += was * was;
        kept += faded * faded;
        written += wrote * wrote;
        left += lasts * lasts;
        lasting[n] *= keeps[at];
      }
      this.steps[t] += channel.steps[t];
      this.before[t] += before;
      this.kept[t] += kept;
      this.written[t] += written;
      this.left[t] += left;
    }
  }
}

/** h (T, N) of a channel as (N, T). */
function turn(h: Float64Array, states: number, into: Float32Array): void {
  for (let n = 0, to = 0; n < states; n++) for (let at = n; at < h.length; at += states) into[to++] = h[at];
}

/** A channel before each yield. */
export function* summaryOf(observed: Observed): Generator<void, ScanSummary> {
  const { time, channels, states } = observed.params;
  const cells = time * states;
  const all = new Float32Array(channels * cells);
  const sums = new Sums(time, states);
  const lives = Array.from({ length: states }, () => new Float64Array(channels));
  const channel = new ScanChannel(observed);
  for (let c = 0; c < channels; c++) {
    const h = channel.read(c).history();
    sums.add(channel, h);
    turn(h, states, all.subarray(c * cells, (c + 1) * cells));
    const step = channel.steps.reduce((sum, one) => sum + one, 0) / time;
    channel.rates.forEach((rate, n) => (lives[n][c] = Math.min(LONGEST, Math.LN2 / (rate * step))));
    yield;
  }
  const share = (part: number, of: number): number => (of > 0 ? Math.sqrt(part / of) : 0);
  return {
    sizes: Float32Array.from(sums.sizes, (_, to) => {
      const at = (to % time) * states + Math.floor(to / time);
      return Math.sqrt(sums.sizes[at] / channels);
    }),
    all,
    steps: Float32Array.from(sums.steps, (sum) => sum / channels),
    kept: Float32Array.from(sums.kept, (sum, t) => share(sum, sums.before[t])),
    written: Float32Array.from(sums.written, (sum) => Math.sqrt(sum / (channels * states))),
    left: Float32Array.from(sums.left, (sum, t) => share(sum, sums.written[t])),
    halfLives: Float32Array.from(lives, (of) => of.sort()[channels >> 1]),
  };
}
