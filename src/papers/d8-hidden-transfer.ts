import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'D8',
  title: 'Hidden transfer',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Guesses the hidden states of coming tokens from those that are there.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'The output equals greedy decoding, with more than 1.5 accepted tokens on average.',
  experiment: null,
};
