import type { Planned } from './plans.ts';

/** WebGPU calls of one run in the steady state. */
export interface RunCounts {
  readonly dispatches: number;
  readonly submits: number;
  readonly bindGroups: number;
  readonly buffers: number;
}

/** What one library did with one case, in a page where each library had a device of its own. */
export interface Measurement {
  readonly library: string;
  readonly version: string;
  /** `absent`: the library has no such operation. */
  readonly status: 'measured' | 'absent' | 'failed';
  /** Why it failed. */
  readonly detail: string;
  /** One per run, in order; the table shows the median. */
  readonly milliseconds: readonly number[];
  readonly counts: RunCounts;
  readonly pipelines: number;
  readonly peakBytes: number;
  /** Largest error of the first runs relative to the largest answer; null where it was not compared. */
  readonly error: number | null;
  /** From the start of the navigation to the end of the first run, less the time the bench drew its inputs. */
  readonly firstRunMilliseconds: number;
}

/** One page: one case, one or more libraries. */
export interface PageReport {
  readonly case: string;
  readonly adapter: string;
  readonly measurements: readonly Measurement[];
}

/** What `npm run bench` writes. `alone`: pages of one library each, in a browser started for it. */
export interface Report {
  readonly date: string;
  readonly adapter: string;
  readonly browser: string;
  readonly machine: string;
  readonly revision: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly runs: number;
  readonly together: readonly PageReport[];
  readonly alone: readonly PageReport[];
  readonly plans: readonly Planned[];
}

/** The middle of `values`, or the mean of the two in the middle; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)] : (sorted[middle - 1] + sorted[middle]) / 2;
}
