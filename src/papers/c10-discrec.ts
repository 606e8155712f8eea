import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'C10',
  title: 'DiscRec',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Separates what a code says by itself from what its item makes of it, with a gate for each code.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Nothing leaks between items, and the gate differs between the levels of codes.',
  experiment: null,
};
