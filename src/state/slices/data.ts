/** What is read and what is open. */
import type {
  DatasetAudit,
  DatasetSummary,
  History,
  ImportPlan,
  ReadingProgress,
  WorldCard,
} from '../../worker/contract.ts';

/** Files on their way to a dataset. */
export interface Importing {
  readonly names: readonly string[];
  readonly step: 'sniffing' | 'matching' | 'reading';
  readonly plan: ImportPlan | null;
  /** What must be chosen before reading. */
  readonly lacks: readonly string[];
  readonly progress: ReadingProgress | null;
  /** Why the last reading ended without a dataset. */
  readonly failure: string | null;
}

export interface DataSlice {
  readonly worlds: readonly WorldCard[];
  readonly importing: Importing | null;
  /** What is being opened or shaped, in words; null while nothing is. */
  readonly opening: string | null;
  readonly dataset: DatasetSummary | null;
  readonly audit: DatasetAudit | null;
  /** The first few histories. */
  readonly preview: readonly History[];
}

export const data: DataSlice = { worlds: [], importing: null, opening: null, dataset: null, audit: null, preview: [] };
