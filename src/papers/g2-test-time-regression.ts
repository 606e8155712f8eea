import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'G2',
  title: 'Test-time regression',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Orders mixers by the regression that each solves while it reads.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Recall errors of linear, delta and least-squares memories differ as theory says for alike keys.',
  experiment: null,
};
