import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'G7',
  title: 'Rank-2 subspace disentanglement',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Separates what the history and what popularity contribute to a hidden state.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Made-up mixtures are found again within 5 degrees.',
  experiment: null,
};
