import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'E5',
  title: 'Never Train from Scratch',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Compares architectures only after each has been trained on its own inputs first.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'The gap between attention and a linear system halves after it.',
  experiment: null,
};
