import type { Baseline } from './baseline.ts';
import { Scorer } from './scorer.ts';

/** score(last item of the query) = 1; the rest by popularity below. */
export const baseline: Baseline = {
  name: 'repeat_last',
  order: 2,
  title: 'Repeat last',
  description: 'Recommends the item that came last, then the most frequent ones.',
  reads: 1,
  fit: (counts) => Promise.resolve(new Scorer(counts.floor(1e-3), { last: (item, scorer) => scorer.put(item, 1) })),
};
