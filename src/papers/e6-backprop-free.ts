import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'E6',
  title: 'Backprop-free physical nets',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Trains layers that nobody can differentiate by local losses.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Accuracy comes back within two epochs of a disturbance, and no gradient goes through the layer.',
  experiment: null,
};
