/** What crosses the facade about ranking: who ranks, what a list holds, how it is measured. Plain data. */
import type { SplitRule, Stage } from '../../data/split.ts';
import type { SeenRule } from '../../evaluate/protocol.ts';
import type { Item } from '../data/messages.ts';
import type { Id } from '../messages.ts';

export type { Interval } from '../../evaluate/bootstrap.ts';
export type { Metrics } from '../../evaluate/metrics.ts';
export type { StatedProtocol } from '../../evaluate/protocol.ts';
export type { SeenRule };

export interface Recommendation extends Item {
  /** Place, from 0. */
  readonly rank: number;
  readonly score: number;
}

/** Who recommends: a run (or a loaded snapshot), or a baseline on a dataset. */
export type Recommender = { readonly run: Id } | { readonly dataset: Id; readonly baseline: string };

export interface EvaluateOptions {
  readonly stage?: Stage;
  /** Of a baseline; a run has its own. When absent as in a recipe. */
  readonly split?: SplitRule;
  readonly seen?: SeenRule;
}
