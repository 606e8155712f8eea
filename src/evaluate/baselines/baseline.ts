import type { Pace } from '../../core/pace.ts';
import type { Counts } from './counts.ts';
import type { Scorer } from './scorer.ts';

/** A recommender without training: what any model must beat to be worth its price. */
export interface Baseline {
  /** The name in a command or a URL. */
  readonly name: string;
  /** Place in a list, the simplest first. */
  readonly order: number;
  /** The name on screen. */
  readonly title: string;
  /** What it does, in one sentence for a user. */
  readonly description: string;
  /** How many of the last items of a history its scores depend on. */
  readonly reads: number;
  /** It reads titles and categories, and refuses data that have none. Absent where it reads histories alone. */
  readonly readsText?: true;
  /** Learns from what was counted in the training histories. Throws CancelledError. */
  fit(counts: Counts, pace?: Pace): Promise<Scorer>;
}

/** (items) √(popularity + 5): divides a count so that popular items do not win by their popularity alone. */
export const dampings = (popularity: Uint32Array): Float64Array =>
  Float64Array.from(popularity, (count) => Math.sqrt(count + 5));
