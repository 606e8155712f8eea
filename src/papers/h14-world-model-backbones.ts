import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'H14',
  title: 'Facing Off World Model Backbones',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Compares recurrent, attending and linear memories as models of a world.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'At 200 steps a linear system recalls best, and attention no worse than a recurrent network.',
  experiment: null,
};
