import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'B18',
  title: 'S4 and S5 for in-context RL',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Gives the scan a bit that empties the state, so that episodes share one sequence.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Packed episodes equal separate ones to 1e-5, and a task of memory is solved with the bit only.',
  experiment: null,
};
