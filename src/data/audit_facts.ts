import type { Field } from '../core/history.ts';
import type { TieRule } from './dataset.ts';
import type { Distribution } from './distribution.ts';

/** What can be known of a dataset before any model: plain JSON; every share is between 0 and 1. */
export interface AuditFacts {
  readonly name: string;
  readonly fingerprint: string;
  readonly interactions: number;
  readonly users: number;
  readonly items: number;
  /** Interactions per cell of the users × items table; above 1 only where users repeat items. */
  readonly density: number;
  /** Interactions per user. */
  readonly length: Distribution;
  /** Users with at least three interactions: those that can be trained on, validated and tested. */
  readonly usersEvaluated: number;
  readonly popularity: Popularity;
  /** Null where the file has no times. */
  readonly ties: Ties | null;
  readonly repeats: Repeats;
  /** Share of training that lies after a test target, on average; see `futureInTraining`. Null where `time` is. */
  readonly futureInTraining: number | null;
  /** First and last time, in seconds since 1970; null where the file has none, or order numbers in their place. */
  readonly time: { readonly from: number; readonly to: number } | null;
  /** The order of a history is the order of the file: there are no times, or all are equal. */
  readonly orderOnly: boolean;
  /** What is known of events beside their items: times that are no order numbers and not all equal, kinds, values. */
  readonly fields: readonly Field[];
  /** What orders events at one time in this dataset. */
  readonly tieRule: TieRule;
  /** Recommended seen rule: 'kept' when more than 1 % of the test targets are repeats. */
  readonly seen: 'filtered' | 'kept';
  /** See `historyLengthFor`. */
  readonly historyLength: number;
}

export interface Popularity {
  /** Interactions per item. */
  readonly perItem: Distribution;
  /** Share of all interactions that fall on the most popular 1 % of the items, at least one item. */
  readonly topPercentShare: number;
  /** 0 when all items are equally popular, towards 1 when one has everything. */
  readonly gini: number;
}

export interface Ties {
  /** Share of neighbouring events of one user that have the same time. */
  readonly adjacent: number;
  /** Share of evaluated users whose last two events have the same time: the tie rule picks their test target. */
  readonly lastTwo: number;
}

/** Of the evaluated users' test targets, and of neighbouring events. */
export interface Repeats {
  /** Share of test targets that are already in the user's history: a filter of seen items can never recommend them. */
  readonly targets: number;
  /** Share of test targets equal to the item just before: what copying the last item scores at rank 1. */
  readonly targetsJustBefore: number;
  /** Share of neighbouring events of one user that have the same item. */
  readonly consecutive: number;
  /** Share of interactions that copy an earlier one: user, item, time and kind of event are the same. Null where there are no times. */
  readonly copies: number | null;
}
