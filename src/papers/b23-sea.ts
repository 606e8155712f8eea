import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'B23',
  title: 'SEA',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Estimates where attention will be high before computing it, and computes only that.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts:
    'At a quarter of the pairs, 0.9 of the eight largest weights are found, with less error than a window of equal size.',
  experiment: null,
};
