import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'H9',
  title: 'Meteor',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Compresses a long explanation into a few states that are passed on.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it so far; not planned: photographs with text.',
  accepts: 'Without the explanation at test time 90 % of its gain stays.',
  experiment: null,
};
