import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'D9',
  title: 'ADED',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Drafts from a table of triples that learns while the model answers.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'The output equals greedy decoding, and more is accepted after 200 requests than at first.',
  experiment: null,
};
