import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'H22',
  title: 'Non-sequential graph script induction',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Learns which steps may be left out or swapped from the orders that people take.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Edges of a made-up script are found with an F1 of 0.8, and what can be swapped is found.',
  experiment: null,
};
