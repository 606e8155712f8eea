import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'B15',
  title: 'SaShiMi',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Stacks such systems at several time scales and keeps them stable while they generate.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Unstable beginnings diverge in one of five seeds of long generation, and the stable ones in none.',
  experiment: null,
};
