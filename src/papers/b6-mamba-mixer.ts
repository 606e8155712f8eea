import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'B6',
  title: 'MambaMixer',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Scans over time and over channels, and lets every layer read all earlier ones.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Where channels drive each other, scanning both ways has 20 % less error than over time alone.',
  experiment: null,
};
