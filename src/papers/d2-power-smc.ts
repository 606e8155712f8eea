import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'D2',
  title: 'Power-SMC',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Samples from a sharpened model exactly by weighted particles.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'The distance to the exact target falls with the number of particles, from 0.20 to 0.011 at 256.',
  experiment: null,
};
