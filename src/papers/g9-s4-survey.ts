import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'G9',
  title: 'Survey on S4 models',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Draws the line from S4 to Mamba and its hybrids.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Every family it names has a preset here that trains on a delay.',
  experiment: null,
};
