import type { Pace } from '../core/pace.ts';
import type { Probe } from '../recommend/probe.ts';
import type { Picture } from './picture.ts';

/** A way to look into a model. Each is a file of this folder that ends in `.lens.ts` and exports `lens`. */
export interface Lens {
  readonly name: string;
  readonly title: string;
  /** What it shows, in one or two sentences. */
  readonly says: string;
  readonly source: string;
  /** What its pictures depend on beside the model: nothing, the history, its last item alone, or users of a dataset. */
  readonly reads: 'model' | 'history' | 'item' | 'users';
  /**
   * Beginnings of the names of kernels, without a launch of one of which there is nothing to show; or the codes that a model knows items by, or
   * that it guesses them by these. Null where every model has something.
   */
  readonly needs: readonly string[] | 'codes' | 'guesses' | null;
  /** Null where the model has nothing to show. @throws CancelledError */
  look(probe: Probe, pace: Pace): Promise<readonly Picture[] | null>;
}
