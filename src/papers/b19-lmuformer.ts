import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'B19',
  title: 'LMUFormer',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Holds a sliding window of the past in Legendre polynomials, and can do so with spikes.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Half the window back is rebuilt with an R² of 0.95, and spikes cost 5 points at most.',
  experiment: null,
};
