import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'C6',
  title: 'Mender',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Lets a stated preference steer what is generated.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'A preference not seen before doubles its share of the first ten, and a dislike lowers it.',
  experiment: null,
};
