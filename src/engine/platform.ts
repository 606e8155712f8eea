import type { Shelf } from '../snapshot/shelf.ts';
import type { Slots } from '../snapshot/slot.ts';
import type { Choices } from '../runtime/tuning.ts';

/** What the engine needs of where it runs: the page's worker and Node each give their own. */
export interface Platform {
  /** WebGPU; undefined where there is none. */
  gpu(): Promise<GPU | undefined>;
  /** Where the unfinished run is kept; null where nothing can be kept. */
  slots(): Promise<Slots | null>;
  /** Where finished runs are kept; null where nothing can be kept. */
  shelf(): Promise<Shelf | null>;
  /** Measured variants of an adapter, remembered between sessions. */
  readonly choices: {
    load(adapter: string): Promise<Choices>;
    save(adapter: string, choices: Choices): Promise<void>;
  };
  /** Seconds from any fixed moment. */
  now(): number;
  /** Version and commit of this build, for snapshots. */
  readonly version: string;
  readonly commit: string;
}
