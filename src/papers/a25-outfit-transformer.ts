import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'A25',
  title: 'OutfitTransformer',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Judges whether a set of items goes together, whatever their order, and fills the gap in one.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'On bundles its AUC is 0.9 at least, and another order changes a score by less than 1e-5.',
  experiment: null,
};
