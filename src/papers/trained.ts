import type { Pace } from '../core/pace.ts';
import type { Value } from '../core/value.ts';
import type { SplitRule } from '../core/split_rules.ts';
import type { Interactions } from '../data/dataset.ts';
import type { Asked } from '../decoders/decoder.ts';
import type { Metrics } from '../evaluate/metrics.ts';

/** What is trained, as a recipe of a run states it; seed and data are those of the experiment. */
export interface Trained {
  readonly model: string;
  /** Of the model and of the training. What a result rests on is stated, so that another default does not change it unseen. */
  readonly config: Readonly<Record<string, Value>>;
  readonly training: Readonly<Record<string, Value>>;
  /** How histories are divided; leave-one-out where nothing is said. */
  readonly split?: SplitRule;
  /** Another world of the experiment, by its name among `others`; that of `interactions` where nothing is said. */
  readonly on?: string;
}

/** What is trained on, and people of the same process of whom no event is. */
export interface TrainingWorld {
  readonly interactions: Interactions;
  /** Their histories as indices into the catalogue of `interactions`, the oldest first. */
  readonly heldOut: readonly Uint32Array[];
  /** Further worlds, for what is trained on one of them. */
  readonly others?: Readonly<Record<string, Interactions>>;
}

/** A model that was trained. It is asked on the CPU, in double precision; scores are of all items in catalogue order. */
export interface TrainedModel {
  /** What it was trained on, as one line. */
  readonly adapter: string;
  /** On the test targets of its world, items of the history among the ranked ones. */
  readonly test: Metrics;
  /** What comes after a history. @throws CancelledError */
  next(history: Uint32Array, pace: Pace): Promise<Float64Array>;
  /** The model after a history, as decoders are given it. @throws CancelledError */
  after(history: Uint32Array, pace: Pace): Promise<Asked>;
  /** What stands at a place of a history where it is hidden. @throws SettingsError for a model without a mask, CancelledError */
  hidden(history: Uint32Array, at: number, pace: Pace): Promise<Float64Array>;
}

/** Trains on whatever device there is. @throws SettingsError, DeviceError, CancelledError */
export type Train = (data: Interactions, recipe: Trained, seed: number, pace: Pace) => Promise<TrainedModel>;
