import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'F9',
  title: 'Conformal Information Pursuit',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Asks the question that shrinks the set of what is still possible most.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'The set holds the answer as often as promised within 2 %, in no more questions than entropy needs.',
  experiment: null,
};
