import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'B24',
  title: 'Combiner',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Attends directly to near events and to summaries of distant ones, and still to everything.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Rows sum to 1 within 1e-5, and one span for all equals full attention.',
  experiment: null,
};
