import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'H18',
  title: 'HybridDeepSearcher',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Decides which questions can be asked at once and which must wait.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Equal recall takes 60 % of the rounds.',
  experiment: null,
};
