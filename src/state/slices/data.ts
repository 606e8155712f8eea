/** What is read and what is open. */
import type {
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

export interface Importing {
  readonly names: readonly string[];
  readonly step: ImportStep;
  readonly plan: ImportPlan | null;
  /** How the user said to read the files. */
  readonly formats: readonly FileFormat[];
  /** How the files begin, where they are refused. */
  readonly firstLines: readonly FirstLines[];
  /** What must be chosen before reading. */
  readonly lacks: readonly string[];
  readonly progress: ReadingProgress | null;
  readonly reading: Reading | null;
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
  importing: null,
  setAside: null,
  dataset: null,
  earlier: [],
  audit: null,
  splits: [],
  preview: [],
  draft: null,
} satisfies Partial<DataSlice>;

export const data: DataSlice = { ...nothingOpen, worlds: [], opening: null };
