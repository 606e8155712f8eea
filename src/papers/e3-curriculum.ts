import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'E3',
  title: 'Learning to Learn',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Orders what is learnt by how far categories lie apart.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Its ranking of orders agrees with their accuracy, and the best order beats the worst by 5 points.',
  experiment: null,
};
