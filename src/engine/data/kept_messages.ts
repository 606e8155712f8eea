/** What crosses the facade about datasets that outlive a visit, and about the storage that holds them. Plain data. */
import type { Shaping } from '../../data/dataset.ts';
import type { Id } from '../messages.ts';

/** A dataset that this browser keeps: it is opened again without its files. */
export interface KeptDataset {
  readonly id: Id;
  readonly name: string;
  /** Its interactions as they were read, before any shaping, and how many users and items they name. */
  readonly interactions: number;
  readonly users: number;
  readonly items: number;
  /** What it takes of the storage. */
  readonly bytes: number;
  /** What makes it again; null for files. */
  readonly world: { readonly name: string; readonly seed: number } | null;
  /** Of the dataset as it was shaped last, and how; null where that is not known any more, and it is shaped as usual. */
  readonly fingerprint: string | null;
  readonly shaping: Shaping | null;
}

/** Whether a dataset is kept now. */
export type Keeping =
  | {
      readonly kept: true;
      readonly dataset: KeptDataset;
      /** Names of those that went to make room: the ones not used for longest. */
      readonly removed: readonly string[];
    }
  /** Why it is gone after a reload, as the end of a sentence. */
  | { readonly kept: false; readonly reason: string };

/** What this browser stores for this page. */
export interface StorageReport {
  /** False where nothing is kept, such as in a private window. */
  readonly available: boolean;
  /** What the browser says that this page uses and may use, in bytes; null where it does not say. Not a promise. */
  readonly usage: number | null;
  readonly quota: number | null;
  /** Whether the browser deletes nothing of it by itself when the disk gets full. */
  readonly persisted: boolean;
  /** Largest dataset that is kept, and all of them together, in bytes. */
  readonly mostDataset: number;
  readonly mostDatasets: number;
}
