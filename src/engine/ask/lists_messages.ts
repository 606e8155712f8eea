/** What crosses the facade about lists for many users, as a file. Plain data. */
import type { SeenRule } from '../../evaluate/protocol.ts';
import type { TableFile } from '../../data/tables/table.ts';
import type { Steering } from './messages.ts';

export type { TableFile };

/** Where lists are computed. */
export const listDevices = ['gpu', 'cpu'] as const;
export type ListDevice = (typeof listDevices)[number];

/** Lists for users of a dataset. */
export interface ListsOptions {
  readonly format: TableFile;
  /** Ids of whom they are for, in the order of the data whatever order these have; everybody when absent. */
  readonly users?: readonly string[];
  /** Items of a list, at most 128; 10 when absent. */
  readonly count?: number;
  /** Whether items of the history may be recommended; as in `RankOptions` when absent. */
  readonly seen?: SeenRule;
  readonly steer?: Steering;
  /**
   * A model's lists come from the GPU where there is one that is no processor, else from the processor, both in single precision and in
   * batches; where something leans, in double precision. Their scores differ in the last digits. Nothing else computes a baseline.
   */
  readonly on?: ListDevice;
}

/** Some things of which only the first are named. */
export interface Some {
  readonly count: number;
  /** The first five, by their ids. */
  readonly first: readonly string[];
}

/** What a file of lists holds, and what of that which was asked it does not. */
export interface ListsReport {
  /** Who have a list. */
  readonly users: number;
  readonly rows: number;
  readonly bytes: number;
  readonly on: ListDevice;
  /** Who have fewer items than were asked for, since no more may be listed. */
  readonly short: Some;
  /** Who have none at all: nothing of their history is known, or nothing may be listed. */
  readonly without: Some;
  readonly unknown: {
    /** Ids asked for that are no users of the data. */
    readonly users: Some;
    /** Ids of rules that are no items. */
    readonly items: Some;
    /** Items of the histories that the model has never seen: it reads past them. */
    readonly taken: Some;
  };
}
