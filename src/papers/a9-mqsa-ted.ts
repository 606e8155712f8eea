import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'A9',
  title: 'MQSA-TED',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Asks with the mean of several last items beside the last one, and teaches item vectors which item follows which.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts:
    'Scores of item vectors order followers as the counts do, with a rank correlation of 0.5 at least with it and near 0 without.',
  experiment: null,
};
