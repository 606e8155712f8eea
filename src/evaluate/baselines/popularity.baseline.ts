import type { Baseline } from './baseline.ts';
import { Scorer } from './scorer.ts';

/** score(b) = occurrences of b in training, the same for everybody. */
export const baseline: Baseline = {
  name: 'popularity',
  order: 1,
  title: 'Popularity',
  description: 'Recommends the most frequent items to everybody.',
  reads: 0,
  fit: (counts) => Promise.resolve(new Scorer(counts.floor(1), { last: () => undefined })),
};
