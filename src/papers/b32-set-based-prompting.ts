import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'B32',
  title: 'Set-Based Prompting',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Lets members of a set share places and not see each other, so that their order cannot matter.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Over all orders the output spreads by 1e-5 at most, where the plain model spreads by more.',
  experiment: null,
};
