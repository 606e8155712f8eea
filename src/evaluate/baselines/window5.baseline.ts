import { Pacer } from '../../core/pace.ts';
import type { Baseline } from './baseline.ts';
import { lastItemScorer } from './last_item.ts';

/** T counts the items up to five places after a, with weight 1 / distance. */
export const baseline: Baseline = {
  name: 'window5',
  order: 4,
  title: 'Window of five',
  description: 'Recommends what often came within five places after the last item, nearer places counting more.',
  reads: 1,
  fit: (counts, pace = {}) => lastItemScorer(counts, { window: 5, backward: 0 }, new Pacer('window5', pace)),
};
