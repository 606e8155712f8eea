import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'B7',
  title: 'LightNet',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Replaces multiplied decays by a running softmax, so that one scan covers data of several dimensions.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'The recurrence equals its sum to 1e-6, and one scan matches four within a point.',
  experiment: null,
};
