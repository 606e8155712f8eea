import type { StorageReport } from './kept_messages.ts';
import { MOST_BYTES, MOST_DATASET_BYTES } from './kept_datasets.ts';
import type { Platform } from '../platform.ts';

/** What this browser stores for this page, and may. */
export async function storageReport(platform: Platform): Promise<StorageReport> {
  const [slots, room] = [await platform.slots(), await platform.room()];
  const { usage = null, quota = null, persisted = false } = room ?? {};
  return {
    ...{ available: slots !== null, usage, quota, persisted },
    ...{ mostDataset: MOST_DATASET_BYTES, mostDatasets: MOST_BYTES },
  };
}
