import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'C8',
  title: 'REG4Rec',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Writes an item in several parallel codes that may be reasoned about in any order, and drops paths that contradict themselves.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Collisions of parallel codes fall below 0.2, and dropping paths raises the share of first places.',
  experiment: null,
};
