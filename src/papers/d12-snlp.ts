import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'D12',
  title: 'SNLP',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Runs all layers at once and corrects them by iteration.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'After as many iterations as layers it is exact, and after two the error is small where residuals are.',
  experiment: null,
};
