import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'B2',
  title: 'LSSL',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Shows one layer as a recurrence, a convolution and a differential equation, with a step that can be stretched.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Trained at one rate and asked at half of it, twice the step costs 2 points, and the same step 10.',
  experiment: null,
};
