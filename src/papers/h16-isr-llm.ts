import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'H16',
  title: 'ISR-LLM',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Plans, checks and plans again until nothing is violated.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it so far; not planned: planning languages and large language models.',
  accepts: 'Twice as many lists keep their constraints after three rounds.',
  experiment: null,
};
