import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'F10',
  title: 'Quizbowl',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Decides while events come in when to answer.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Its reward beats every fixed length, and its calibration error falls after scaling.',
  experiment: null,
};
