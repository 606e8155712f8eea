import type { Observed, Wanted } from '../recommend/reader.ts';

/** The launches of a diagonal linear system, and what tells all of its responses. */
export const SYSTEM: Wanted = { kernel: 's4d.scan', tensors: ['system', 'skip', 'starts'] };

/** What a channel answers to a 1 that was read so many positions before: K_l = Re Σ_n W_n Ā_nˡ, and the skip at l = 0. */
export function response({ params, tensors }: Observed, channel: number, length: number): Float64Array {
  const { channels, states } = params;
  const { system, skip } = tensors;
  const answer = new Float64Array(length);
  for (let n = 0; n < states; n++) {
    const [keep, turn, re, im] = [0, 1, 2, 3].map((plane) => system[(plane * states + n) * channels + channel]);
    let [x, y] = [re, im]; // W Āˡ
    for (let lag = 0; lag < length; lag++) {
      answer[lag] += x;
      [x, y] = [keep * x - turn * y, turn * x + keep * y];
    }
  }
  if (length > 0) answer[0] += skip[channel];
  return answer;
}

/** What a diagonal system does with what it reads, whatever that is. */
export interface SystemSummary {
  /** (channels, length) K. */
  readonly answers: Float64Array;
  /** (length) mean over channels of |K_l|. */
  readonly sizes: Float64Array;
  /** (N) items after which half of a state is gone, the median over channels, at most `LONGEST`. */
  readonly halfLives: Float32Array;
  /** (N) items after which a state has turned once, the median over channels, at most `LONGEST`; null where none turns. */
  readonly periods: Float32Array | null;
}

/** Items; where almost nothing fades or turns. */
export const LONGEST = 1e6;

/** A channel before each yield. */
export function* systemSummaryOf(observed: Observed, length: number): Generator<void, SystemSummary> {
  const { channels, states } = observed.params;
  const { system } = observed.tensors;
  const answers = new Float64Array(channels * length);
  const sizes = new Float64Array(length);
  const [halfLives, periods] = [0, 1].map(() => Array.from({ length: states }, () => new Float64Array(channels)));
  for (let c = 0; c < channels; c++) {
    const answer = response(observed, c, length);
    answers.set(answer, c * length);
    answer.forEach((value, lag) => (sizes[lag] += Math.abs(value) / channels));
    for (let n = 0; n < states; n++) {
      const [re, im] = [0, 1].map((plane) => system[(plane * states + n) * channels + c]);
      halfLives[n][c] = Math.min(LONGEST, Math.LN2 / Math.max(0, -Math.log(Math.hypot(re, im))));
      periods[n][c] = Math.min(LONGEST, (2 * Math.PI) / Math.abs(Math.atan2(im, re)));
    }
    yield;
  }
  const median = (of: Float64Array): number => of.sort()[channels >> 1];
  const turns = system.subarray(states * channels, 2 * states * channels).some((im) => im !== 0);
  return {
    answers,
    sizes,
    halfLives: Float32Array.from(halfLives, median),
    periods: turns ? Float32Array.from(periods, median) : null,
  };
}
