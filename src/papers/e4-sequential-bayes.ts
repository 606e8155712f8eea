import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'E4',
  title: 'Sequential Bayesian inference',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Shows that even an exact posterior forgets where the model is wrong, and keeps prototypes instead.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'An exact posterior forgets on a wrong model, and prototypes are more accurate on new classes.',
  experiment: null,
};
