import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'H8',
  title: 'ML-Mamba',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Joins two kinds of data through a scan that is computed in chunks.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it so far; not planned: photographs with text.',
  accepts: 'Chunks equal the scan to 1e-4, and a scan in two dimensions is no worse than in one.',
  experiment: null,
};
