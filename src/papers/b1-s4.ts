import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'B1',
  title: 'S4',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Makes a long memory out of a linear system whose whole response can be computed at once.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts:
    "Convolution and recurrence agree to 1e-4, and a delay of 64 steps is copied with a tenth of an LSTM's error.",
  experiment: null,
};
