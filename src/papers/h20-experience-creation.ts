import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'H20',
  title: 'Multi-modal experience creation',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Weighs several kinds of input, and learns from wrong answers from easy to hard.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it so far; not planned: pictures and sound.',
  accepts: 'Ordered wrong answers give a higher MRR than random ones.',
  experiment: null,
};
