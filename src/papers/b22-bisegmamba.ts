import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'B22',
  title: 'BiSegMamba',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Scans a volume in three orders and both directions and weighs them by channel.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'All orders agree on symmetric data, and learnt weights segment blobs as well as a sum at least.',
  experiment: null,
};
