import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'A8',
  title: 'ICSRec',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Holds beginnings of histories that lead to the same item together, and those of one cluster of intents.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Clusters match the categories of the generator with a purity of 0.6 at least, and at chance without it.',
  experiment: null,
};
