import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'H7',
  title: 'SemAIM',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Predicts in the order of likeness to what matters most.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it so far; not planned: images.',
  accepts: 'That order gives better features than rows do in equal steps.',
  experiment: null,
};
