import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'C2',
  title: 'MSCGRec',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Gives an item several codes, one of them from interactions, and trains only among codes that continue an item.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'The loss equals a cross-entropy over the possible continuations, and training needs 80 % of the steps.',
  experiment: null,
};
