import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'E12',
  title: 'PaRIS particle Gibbs',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Smooths hidden states by particles with little noise and no bias to speak of.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'On a linear system the spread is under half of that of plain tracing, around the exact value.',
  experiment: null,
};
