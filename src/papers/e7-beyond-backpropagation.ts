import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'E7',
  title: 'Beyond Backpropagation',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Trains layer by layer without a backward pass and measures what that saves.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'One local method reaches the accuracy of backpropagation within a point, with less memory.',
  experiment: null,
};
