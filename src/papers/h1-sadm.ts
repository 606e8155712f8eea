import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'H1',
  title: 'SADM',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Foresees the next state by diffusion from a sequence that may have gaps.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it so far; not planned: images of patients.',
  accepts: 'With 30 % missing the error is 1.3 times that of the complete sequence at most.',
  experiment: null,
};
