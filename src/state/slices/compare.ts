/** Finished runs beside each other. */
import type { Intervals, RankingMetric, RunComparison, ShelfReport } from '../../worker/contract.ts';

/** Names a run, or a baseline as it was tested along with one: "run-2" or "run-2/markov1". */
export type ContenderKey = string;

export interface CompareSlice {
  /** What is overlaid, in the order of ticking. */
  readonly ticked: readonly ContenderKey[];
  /** Whether a person ticked or unticked anything; before that, what is ticked is a proposal. */
  readonly tickedByHand: boolean;
  readonly compareMetric: RankingMetric;
  /** Of the two that are ticked; null while there are not two, or while it is computed. */
  readonly comparison: RunComparison | null;
  readonly intervals: Readonly<Record<ContenderKey, Intervals>>;
  readonly shelf: ShelfReport | null;
  /** The run that was deleted last, while that can be undone. */
  readonly deleted: { readonly id: string; readonly name: string } | null;
}

export const compare: CompareSlice = {
  ticked: [],
  tickedByHand: false,
  compareMetric: 'ndcg',
  comparison: null,
  intervals: {},
  shelf: null,
  deleted: null,
};
