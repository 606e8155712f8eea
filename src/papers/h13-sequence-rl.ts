import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'H13',
  title: 'Sequence RL',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Decides several actions at once, for when one cannot decide often.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'At a low rate of decisions it beats single actions.',
  experiment: null,
};
