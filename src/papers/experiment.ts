import type { Pace } from '../core/pace.ts';
import type { Trained, TrainedModel, TrainingWorld } from './trained.ts';

/** Numbers of one seed by the name of what was measured. */
export type Values = Readonly<Record<string, number>>;

/** What is expected of a measure: `measure ≥ than + margin`, or ≤. */
export interface Expectation {
  /** The same in words. */
  readonly says: string;
  readonly measure: string;
  readonly is: 'at least' | 'at most';
  /** Another measure; null where the margin stands alone. */
  readonly than: string | null;
  readonly margin: number;
  /** Whether it has to hold for the mean over the seeds or for each of them. */
  readonly of: 'the mean' | 'every seed';
}

/** What is done and what is expected of it, as plain data, stated before it is run. */
export interface Recipe {
  /** Data and protocol, in sentences. */
  readonly setting: string;
  readonly contenders: readonly string[];
  readonly seeds: readonly number[];
  /** What each measure is called, by its name. */
  readonly measures: Readonly<Record<string, string>>;
  readonly expectations: readonly Expectation[];
  /** What is trained on the world of each seed, by the name it has in the experiment; absent where nothing is. */
  readonly trains?: Readonly<Record<string, Trained>>;
}

interface Rests {
  readonly recipe: Recipe;
  /** SHA-256 of the text of every file that the result rests on, this one included, by path. */
  readonly sources: Readonly<Record<string, string>>;
}

/** An identity is exact and cheap, and runs in every `npm test`; baselines only count. */
export interface ComputedExperiment extends Rests {
  readonly kind: 'identity' | 'baselines';
  /** Every measure of the recipe, for one seed. Deterministic. @throws CancelledError */
  readonly measure: (seed: number, pace: Pace) => Promise<Values>;
}

/** Trains what the recipe names and is run by hand: whoever runs it has a device, the experiment knows of none. */
export interface TrainedExperiment extends Rests {
  readonly kind: 'trained';
  readonly recipe: Recipe & Required<Pick<Recipe, 'trains'>>;
  /** Data of one seed. Deterministic. @throws CancelledError */
  readonly world: (seed: number, pace: Pace) => Promise<TrainingWorld>;
  /** Every measure of the recipe, from what was trained on that world. Deterministic. @throws CancelledError */
  readonly measure: (
    world: TrainingWorld,
    models: Readonly<Record<string, TrainedModel>>,
    pace: Pace,
  ) => Promise<Values>;
}

/** What accepts a paper. Of every kind the recorded result is re-checked by the hash of recipe and sources. */
export type Experiment = ComputedExperiment | TrainedExperiment;
