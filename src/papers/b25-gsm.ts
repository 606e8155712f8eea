import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'B25',
  title: 'GSM++',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Writes a graph as sequences along a hierarchy of clusters, for scans and attention to read.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Neighbours lie half as far apart as in random order, and both mixers together beat either.',
  experiment: null,
};
