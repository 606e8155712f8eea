import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'B12',
  title: 'ParaRNN',
  authors: null,
  year: null,
  identifier: null,
  adds: "Solves a nonlinear recurrence for all steps at once by Newton's method over scans.",
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Three iterations reach 1e-5 where recurrent weights are small, and the residual says where they do not.',
  experiment: null,
};
