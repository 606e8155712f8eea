import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'H3',
  title: 'NegVSR',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Takes noise from real recordings and learns also from its negatives.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it so far; not planned: video.',
  accepts: 'Unseen noise costs less than after plain augmentation.',
  experiment: null,
};
