import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'E1',
  title: 'SequenceMatch',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Trains on what the model itself generates, with a key to take a token back.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'After one wrong item, 0.1 more of the continuations return to possible ones.',
  experiment: null,
};
