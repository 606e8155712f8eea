import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'A11',
  title: 'ReaRec, Think Before Recommend',
  authors: null,
  year: null,
  identifier: 'arXiv:2503.22675',
  adds: 'Feeds the last state back in a few times before the list is made.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Lists differ from step to step, and the spread of the distribution does not grow for 80 % of the people.',
  experiment: null,
};
