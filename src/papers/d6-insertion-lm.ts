import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'D6',
  title: 'Insertion LM',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Writes a sequence by inserting at any place, and knows when it is done.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Paths through a star are found in 0.95 of cases, where writing from left to right finds 0.6 at most.',
  experiment: null,
};
