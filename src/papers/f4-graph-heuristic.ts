import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'F4',
  title: 'Embarrassingly simple graph heuristic',
  authors: null,
  year: 2026,
  identifier: 'arXiv:2605.07125',
  adds: 'Shows that neighbours of the last one or two items, without any training, match trained models on data that shortcuts solve.',
  part: 'src/evaluate/baselines/graph2.baseline.ts',
  carried: 'The graph of two hops as a baseline, beside every run, and what it reaches on two worlds.',
  leftOut:
    'Ranking by likeness of features, the three measures of how far shortcuts go, a card on the audit of a file, and trained models in the comparison.',
  accepts:
    'On interleaved threads the graph beats a Markov chain by 0.05 and leaves 0.2 to who knows the process; where the last item decides the chain beats popularity by 0.3, and shortcuts solve 0.1 more of that world.',
  experiment: () => import('./experiments/f4.ts'),
};
