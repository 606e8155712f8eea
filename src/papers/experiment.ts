import type { Pace } from '../core/pace.ts';

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
}

/** What accepts a paper. */
export interface Experiment {
  readonly recipe: Recipe;
  /**
   * An identity is exact and cheap, and runs in every `npm test`; baselines only count; what is trained is run by hand. All of
   * them are re-checked by the hash of recipe and sources.
   */
  readonly kind: 'identity' | 'baselines' | 'trained';
  /** SHA-256 of the text of every file that the result rests on, this one included, by path. */
  readonly sources: Readonly<Record<string, string>>;
  /** Every measure of the recipe, for one seed. Deterministic. @throws CancelledError */
  readonly measure: (seed: number, pace: Pace) => Promise<Values>;
}
