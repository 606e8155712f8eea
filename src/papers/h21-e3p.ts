import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'H21',
  title: 'E3P',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Guesses what is going on before it fills in the steps between start and goal.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Paths are right 10 points more often with that guess.',
  experiment: null,
};
