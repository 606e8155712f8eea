import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'E9',
  title: 'GATEAU',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Finds the examples that need a long history by two models of different reach.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Of the top 30 %, 80 % are people whose events depend on distant ones.',
  experiment: null,
};
