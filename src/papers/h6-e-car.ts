import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'H6',
  title: 'E-CAR',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Generates continuous tokens in stages of growing detail.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it so far; not planned: images.',
  accepts: 'Three stages need half of the calls at the same rank of error.',
  experiment: null,
};
