/** What crosses the facade about comparing finished runs and keeping them. Plain data. */
import type { Interval } from '../../evaluate/bootstrap.ts';
import type { Cutoff, RankingMetric } from '../../evaluate/ranking.ts';
import type { Id } from '../messages.ts';

export type { Cutoff, RankingMetric };

/** A side of a comparison: a finished run, or a baseline as it was tested along with a run. */
export type Contender = { readonly run: Id; readonly baseline?: string };

export interface CompareOptions {
  /** NDCG when absent. */
  readonly metric?: RankingMetric;
  /** 10 when absent. */
  readonly cutoff?: Cutoff;
}

/** A metric of both sides for the targets whose history length or target popularity lies in [from, to]. */
export interface ComparedSlice {
  readonly by: 'length' | 'popularity';
  readonly from: number;
  readonly to: number | null;
  /** Targets, which are users where each has one. */
  readonly users: number;
  readonly a: number;
  readonly b: number;
}

export type RunComparison =
  | {
      readonly comparable: true;
      readonly metric: string;
      /** a − b over the same users. */
      readonly difference: Interval;
      readonly sentence: string;
      readonly slices: readonly ComparedSlice[];
    }
  /** Other protocol, other dataset, other cleaning, or not tested; in a sentence. */
  | { readonly comparable: false; readonly reason: string };

/** Test metrics at 10 with their bootstrap intervals over users. */
export type Intervals = Readonly<Record<RankingMetric, Interval>>;

/** What this browser (or folder) keeps of finished runs. */
export interface ShelfReport {
  /** False where the browser stores nothing for this page, such as in a private window. */
  readonly available: boolean;
  readonly runs: number;
  readonly bytes: number;
  /** Beyond either of these the oldest run goes when a new one comes. */
  readonly mostRuns: number;
  readonly mostBytes: number;
  /** Files that cannot be read; they are left where they are. */
  readonly damaged: readonly { readonly file: string; readonly reason: string }[];
}
