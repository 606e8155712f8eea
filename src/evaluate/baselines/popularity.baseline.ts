import { trainingPopularity } from '../../data/split.ts';
import { type Baseline, shares } from './baseline.ts';
import { Scorer } from './scorer.ts';

/** score(b) = occurrences of b in training, the same for everybody. */
export const baseline: Baseline = {
  name: 'popularity',
  order: 1,
  title: 'Popularity',
  description: 'Recommends the most frequent items to everybody.',
  fit: (split) => Promise.resolve(new Scorer(shares(trainingPopularity(split)), () => undefined)),
};
