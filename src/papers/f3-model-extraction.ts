import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'F3',
  title: 'Few-shot model extraction',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Copies a recommender from little data and its answers.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'With a tenth of the data, half of the first ten agree, and giving less away lowers that.',
  experiment: null,
};
