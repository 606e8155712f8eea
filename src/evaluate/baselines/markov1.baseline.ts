import { Pacer } from '../../core/pace.ts';
import type { Baseline } from './baseline.ts';
import { lastItemScorer } from './last_item.ts';

/** T counts the items that came directly after a. A first-order Markov chain. */
export const baseline: Baseline = {
  name: 'markov1',
  order: 3,
  title: 'Markov chain',
  description: 'Recommends what most often came directly after the last item.',
  reads: 1,
  fit: (counts, pace = {}) => lastItemScorer(counts, { window: 1, backward: 0 }, new Pacer('markov1', pace)),
};
