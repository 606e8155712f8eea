/** What is read and what is open. */
import type { KeptSlice } from './kept.ts';
import type {
  Correction,
  DatasetAudit,
  DatasetSummary,
  FileFormat,
  FirstLines,
  History,
  ImportPlan,
  Preview,
  Reading,
  ReadingProgress,
  Shaping,
  SplitCard,
  WorldCard,
} from '../../worker/contract.ts';

/**
 * Files on their way to a dataset: fetched, looked at, matched, read from beginning to end, checked. `refused` where no
 * table of interactions was found in them, so that the user can say how to read them.
 */
export type ImportStep = 'fetching' | 'sniffing' | 'refused' | 'matching' | 'reading' | 'checked' | 'opening';

/** How files are to be read, as far as it is settled. */
export interface Settled {
  readonly plan: ImportPlan;
  /** How the user said to read the files. */
  readonly formats: readonly FileFormat[];
  /** What must be chosen before reading. */
  readonly lacks: readonly string[];
}

/** Something the user changed, with what was settled on its other side: before it, or after it where it was taken back. */
export interface Edit extends Settled {
  /** Null where a file is cut in another way. */
  readonly correction: Correction | null;
}

export interface Importing {
  readonly names: readonly string[];
  /** The host that a fetched file came from, after every redirection; null for files of this machine. */
  readonly from: string | null;
  readonly step: ImportStep;
  readonly plan: ImportPlan | null;
  /** How the user said to read the files. */
  readonly formats: readonly FileFormat[];
  /** How the files begin, where they are refused. */
  readonly firstLines: readonly FirstLines[];
  /** What must be chosen before reading. */
  readonly lacks: readonly string[];
  readonly progress: ReadingProgress | null;
  /** What the plan gave; null once the plan is another. */
  readonly reading: Reading | null;
  /** The reading that was found to be the data that an unfinished run waits for; null where none was. */
  readonly awaited: string | null;
  /** What the user changed in the plan, the latest last. */
  readonly past: readonly Edit[];
  /** What the user took back of it, the latest last. */
  readonly undone: readonly Edit[];
  /** Why the last attempt failed. */
  readonly failure: string | null;
}

/** A shaping that somebody is trying out, of a dataset or of a reading. */
export interface ShapingDraft {
  readonly source: string;
  /** As the source is shaped now. */
  readonly before: Shaping;
  readonly shaping: Shaping;
  /** Of this shaping or, while `counting`, of the one before it. */
  readonly preview: Preview | null;
  readonly counting: boolean;
  readonly failure: string | null;
}

export interface DataSlice {
  readonly worlds: readonly WorldCard[];
  readonly importing: Importing | null;
  /** An import that was cancelled by hand and can be taken up again. */
  readonly setAside: Importing | null;
  /** What is being opened or shaped, in words; null while nothing is. */
  readonly opening: string | null;
  /** Whether the page is on its way back to the data of the last visit, which it is about to open. */
  readonly returning: boolean;
  readonly dataset: DatasetSummary | null;
  /** Datasets that were on screen before, the latest last. */
  readonly earlier: readonly DatasetSummary[];
  readonly audit: DatasetAudit | null;
  /** Every way to divide the open dataset; empty while that is counted. */
  readonly splits: readonly SplitCard[];
  /** The first few histories. */
  readonly preview: readonly History[];
  readonly draft: ShapingDraft | null;
}

/** What belongs to the worker that holds it. */
export const nothingOpen = {
  keeping: null,
  importing: null,
  setAside: null,
  dataset: null,
  earlier: [],
  audit: null,
  splits: [],
  preview: [],
  draft: null,
} satisfies Partial<DataSlice & KeptSlice>;

export const data: DataSlice = { ...nothingOpen, worlds: [], opening: null, returning: false };
