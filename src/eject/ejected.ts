import type { Dataset } from '../data/dataset.ts';
import type { SplitRule } from '../data/split.ts';
import type { Config, Model } from '../models/model.ts';
import type { AdamW } from '../nn/optimizer.ts';
import type { Position } from '../train/run.ts';
import type { TrainingSettings } from '../train/settings.ts';

/** A parameter, or a moment of it. */
export interface Named {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** A run on its way out. */
export interface Ejected {
  readonly model: Model;
  readonly config: Config;
  readonly training: TrainingSettings;
  readonly objective: string;
  readonly seed: number;
  readonly protocol: { readonly split: SplitRule; readonly seen: string; readonly hash: string };
  readonly dataset: Dataset;
  /** Rows of the table of items. */
  readonly vocabulary: number;
  /** What is read of events beside their items, the names of kinds and the levels of values. */
  readonly fields: readonly string[];
  readonly kinds: readonly string[];
  readonly levels: readonly number[];
  readonly optimizer: AdamW;
  readonly stands: Standing;
}

/** Where a run stands. */
export interface Standing {
  readonly position: Position;
  readonly parameters: readonly Named[];
  readonly best: readonly Named[];
  /** Null where they are not kept, as of a finished run: Adam begins anew then. */
  readonly moments: { readonly first: readonly Named[]; readonly second: readonly Named[] } | null;
}
