import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'H15',
  title: 'Pre-trained LMs for interactive decisions',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Begins a policy from a model of sequences, and learns from failures as if they had been meant.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'It needs two thirds of the trials.',
  experiment: null,
};
