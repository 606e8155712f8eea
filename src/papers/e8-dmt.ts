import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'E8',
  title: 'DMT',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Fine-tunes on special data first and on general data with a little of it later.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Of two abilities the first loses 20 % one after the other, and 5 % at most with the mix.',
  experiment: null,
};
