import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'H5',
  title: 'G3PT',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Writes a shape from coarse to fine, without order within a level.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it so far; not planned: three-dimensional shapes.',
  accepts: 'Order within a level changes nothing to 1e-5, and likelihood rises with each level.',
  experiment: null,
};
