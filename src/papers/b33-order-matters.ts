import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'B33',
  title: 'Order Matters',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Reads a set by repeated questions, and finds the order in which to write one.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Five rounds of reading sort better than none, and the order found has less loss than a fixed one.',
  experiment: null,
};
