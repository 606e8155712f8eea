/** What the facade says of what mixers cost. Plain data. */

/** Forward and backward of a mixer over one history. */
export interface CostAt {
  /** T: positions of the history. */
  readonly length: number;
  /** Of one run, the median of several where it is short. */
  readonly milliseconds: number;
  /** Of everything the plan binds: what is read, parameters, results with every gradient, and what lives in between. */
  readonly bytes: number;
  readonly dispatches: number;
}

/** How the arithmetic that its kernels state grows with a history. */
export type Growth = 'linear' | 'quadratic';

/** What a mixer takes as histories grow, as it was measured. */
export interface MeasuredMixer {
  readonly name: string;
  readonly title: string;
  readonly growth: Growth;
  /** The shortest history first. */
  readonly at: readonly CostAt[];
  /** Why it was measured no further than this; null where it was measured to the end. */
  readonly ended: string | null;
}

export interface MixerCost extends MeasuredMixer {
  /** Least squares of the logarithm of time on that of length, over the longer half of the lengths; null below two of them. */
  readonly slope: number | null;
  /** What the slope should be at most, of linear ones; about, of others. */
  readonly goal: number;
}

/** What all of them have in common. */
export interface MixerConditions {
  /** In one line. */
  readonly adapter: string;
  /** Whether milliseconds are CPU time of the process, as on software adapters in Node, or time that passed. */
  readonly clock: 'CPU time' | 'elapsed time';
  /** C: channels of the stream that each reads. */
  readonly width: number;
  readonly commit: string;
}

export interface MixerCosts extends MixerConditions {
  readonly mixers: readonly MixerCost[];
}

/** A measurement that is kept. */
export interface RecordedMixerCosts extends MixerCosts {
  /** As 2026-11-29. */
  readonly date: string;
}

/** What is measured. */
export interface MixerMeasurement {
  /** One mixer by its name; when absent all. */
  readonly only?: string;
  /** Longest history; when absent as long as is usual: 65,536, and 8,192 for what grows as its square. */
  readonly longest?: number;
}
