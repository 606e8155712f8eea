import type { Pace } from '../../core/pace.ts';
import type { Split } from '../../data/split.ts';
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
  /** Counts in the training histories. Throws CancelledError. */
  fit(split: Split, pace?: Pace): Promise<Scorer>;
}

/** (items) popularity over one more than the highest, so in [0, 1). */
export function shares(popularity: Uint32Array): Float64Array {
  const most = popularity.reduce((a, b) => Math.max(a, b), 0) + 1;
  return Float64Array.from(popularity, (count) => count / most);
}

/** (items) √(popularity + 5): divides a count so that popular items do not win by their popularity alone. */
export const dampings = (popularity: Uint32Array): Float64Array =>
  Float64Array.from(popularity, (count) => Math.sqrt(count + 5));

/** (items) share × factor: breaks ties by popularity. */
export const floorOf = (popularity: Uint32Array, factor: number): Float64Array =>
  shares(popularity).map((share) => share * factor);
