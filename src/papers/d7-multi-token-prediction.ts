import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'D7',
  title: 'Multi-token prediction',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Predicts several next tokens through added masks without changing the model.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'The next token is the same to the bit, and two of four guesses are accepted on average.',
  experiment: null,
};
