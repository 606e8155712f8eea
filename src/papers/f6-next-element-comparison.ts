import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'F6',
  title: 'Interdisciplinary next-element comparison',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Sets models that a person can read beside neural ones, over fields that seldom compare theirs.',
  part: 'src/evaluate/baselines',
  carried:
    'A shelf of six baselines that stands beside every run, among them the Markov chain, which is the graph of direct followers.',
  leftOut:
    'Markov chains of the orders 2 to 4, hidden Markov models, contexts of variable order (PPM), automata and process mining; Brier scores are computed here and not shown with runs.',
  accepts:
    'The shelf is always there, the probabilities of each model on it sum to 1, the chain is the share of direct followers, and its Brier score is 0.1 below that of popularity where the last item decides.',
  experiment: () => import('./experiments/f6.ts'),
};
