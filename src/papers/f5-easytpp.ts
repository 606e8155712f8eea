import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'F5',
  title: 'EasyTPP',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Compares models of when the next event happens under one protocol.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'On a process with known rates one model comes within 5 % of the true likelihood.',
  experiment: null,
};
