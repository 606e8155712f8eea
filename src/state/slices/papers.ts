/** The papers behind this product, and what was run of them in this visit. */
import type {
  ContestTable,
  PaperCard,
  RecordedMixerCosts,
  PaperGroup,
  PaperRun,
  PaperStatus,
} from '../../worker/contract.ts';

/** Which papers are shown; an empty word shows all. */
export interface PaperFilter {
  readonly group: PaperGroup | '';
  readonly status: PaperStatus | '';
  readonly text: string;
}

export interface PapersSlice {
  /** Null before they are listed. */
  readonly papers: readonly PaperCard[] | null;
  /** Why they could not be listed. */
  readonly papersFailure: string | null;
  /** Which model solves which world; null before it is read. */
  readonly contest: ContestTable | null;
  /** Why it could not be read. */
  readonly contestFailure: string | null;
  /** What mixers cost as histories grow, by adapter; null before it is read. */
  readonly costs: readonly RecordedMixerCosts[] | null;
  /** Why it could not be read. */
  readonly costsFailure: string | null;
  readonly paperFilter: PaperFilter;
  /** The one whose details are shown. */
  readonly openPaper: string | null;
  /** The experiment at work, and how much of it is done, 0 to 1. */
  readonly runningPaper: { readonly id: string; readonly done: number } | null;
  /** By the paper's id: what came out here, or why it did not end. */
  readonly paperRuns: Readonly<Record<string, PaperRun | { readonly failure: string }>>;
}

export const anyPaper: PaperFilter = { group: '', status: '', text: '' };

export const papers: PapersSlice = {
  ...{ papers: null, papersFailure: null, contest: null, contestFailure: null },
  ...{ costs: null, costsFailure: null, paperFilter: anyPaper },
  ...{ openPaper: null, runningPaper: null, paperRuns: {} },
};
