import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'B16',
  title: 'HiSS',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Lets one system read short chunks and another the summaries of them.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'On a drifting sensor its error is 10 % below that of one flat system.',
  experiment: null,
};
