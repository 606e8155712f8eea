import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'C4',
  title: 'H²Rec',
  authors: 'Liu, Wang, Liu, Zhang, Huang, Chen & Zhao',
  year: 2025,
  identifier: 'arXiv:2512.10388',
  adds: 'Keeps codes of meaning and hashed ids side by side, for rare and for frequent items.',
  part: 'src/models/dual',
  carried:
    'Two guesses, by rows of items and by codes that they share, over one transformer, and a gate that weighs them.',
  leftOut: 'An encoder for each branch, attention over the levels of the codes, and the losses that align the two.',
  accepts: 'Frequent items rank as by codes alone at least, and rare ones as by rows of their own at least, at once.',
  experiment: () => import('./experiments/c4.ts'),
};
