import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'H19',
  title: 'AutoTimes',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Forecasts series with a frozen model of sequences, and with another series as an example.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'An example lowers the error, with 1 % of the weights trained.',
  experiment: null,
};
