import type { Course, EncodedTexts } from '../encoders/encode.ts';
import type { EncoderFiles } from '../encoders/files.ts';
import type { Shelf } from '../snapshot/shelf.ts';
import type { Slots } from '../snapshot/slot.ts';
import type { Choices } from '../runtime/tuning.ts';

/** Bytes that are used and may be used, as the browser says; and whether it deletes nothing of them by itself. */
export interface Room {
  readonly usage: number | null;
  readonly quota: number | null;
  readonly persisted: boolean;
}

/** What the engine needs of where it runs: the page's worker and Node each give their own. */
export interface Platform {
  /** WebGPU; undefined where there is none. */
  gpu(): Promise<GPU | undefined>;
  /** Where the unfinished run is kept; null where nothing can be kept. */
  slots(): Promise<Slots | null>;
  /** Where finished runs are kept; null where nothing can be kept. */
  shelf(): Promise<Shelf | null>;
  /** Where datasets are kept; null where nothing can be kept. */
  datasets(): Promise<Shelf | null>;
  /** Where vectors of text encoders are kept; null where nothing can be kept. */
  vectors(): Promise<Shelf | null>;
  /** Where the files of text encoders are kept; null where nothing can be kept, or they are at hand. */
  encoders(): Promise<Shelf | null>;
  /** Texts to vectors by an encoder, whose files are not used any more; what computes it is loaded when it is asked for. @throws SettingsError, CancelledError */
  encode(files: EncoderFiles, texts: readonly string[], course: Course): Promise<EncodedTexts>;
  /** What the storage says of itself; null where it says nothing. */
  room(): Promise<Room | null>;
  /** Measured variants of an adapter, remembered between sessions. */
  readonly choices: {
    load(adapter: string): Promise<Choices>;
    save(adapter: string, choices: Choices): Promise<void>;
  };
  /** Seconds from any fixed moment. */
  now(): number;
  /** Seconds of CPU time that this process has taken; absent where nobody knows. */
  readonly spent?: () => number;
  /** Version and commit of this build, for snapshots. */
  readonly version: string;
  readonly commit: string;
}
