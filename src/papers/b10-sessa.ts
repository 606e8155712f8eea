import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'B10',
  title: 'Sessa',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Feeds the output of attention back into later positions by solving a triangular system.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Solving equals stepping to 1e-5, and the influence of an event fades by the power that theory gives.',
  experiment: null,
};
