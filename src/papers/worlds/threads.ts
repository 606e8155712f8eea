import type { Pace } from '../../core/pace.ts';
import { Weaver, type Weave } from '../../data/simulator/weave.ts';
import { CATEGORIES, ITEMS, knownWorld, PER_CATEGORY, type KnownWorld } from './known.ts';

/** The world `threads` of the simulator in the sizes that the other worlds of papers have, with noise that is even. */
const weave: Weave = {
  categories: CATEGORIES,
  perCategory: PER_CATEGORY,
  threads: 3,
  noise: new Float64Array(ITEMS).fill(0.05 / ITEMS),
};

export const threads = (seed: number, pace: Pace): Promise<KnownWorld> =>
  knownWorld('threads', seed, (random) => new Weaver(weave, random), pace);
