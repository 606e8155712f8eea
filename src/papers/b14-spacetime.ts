import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'B14',
  title: 'SpaceTime',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Forecasts with a system in companion form that goes on from its own predictions.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'A process of order four is forecast with an error of 1e-6, and its coefficients can be read off.',
  experiment: null,
};
