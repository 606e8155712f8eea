import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'A23',
  title: 'ULMRec',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Puts a few code words for the person in front of the history.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'People with the same last items and other tastes get an NDCG 5 % higher with them.',
  experiment: null,
};
