import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'H4',
  title: 'SOLO',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Reads features and words with one transformer instead of two.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it so far; not planned: photographs with text.',
  accepts: 'One model comes within 5 % of two towers on described items.',
  experiment: null,
};
