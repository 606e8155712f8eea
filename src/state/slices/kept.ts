/** What this browser keeps for later, and what it does not. */
import type { KeptDataset, Keeping, StorageReport } from '../../worker/contract.ts';
import type { OtherTraining } from '../../worker/other_tabs.ts';

export interface KeptSlice {
  /** The one used last first. */
  readonly keptDatasets: readonly KeptDataset[];
  /** Whether the open dataset is kept; null while that is not settled. */
  readonly keeping: Keeping | null;
  readonly storage: StorageReport | null;
  /** Why the run at work is not kept; null where it is. */
  readonly unkept: string | null;
  /** What another tab of this browser trains. */
  readonly otherTraining: OtherTraining | null;
}

export const kept: KeptSlice = { keptDatasets: [], keeping: null, storage: null, unkept: null, otherTraining: null };
