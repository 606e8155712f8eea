import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'A12',
  title: 'ManCAR',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Keeps such steps of thought near the neighbours of the last items in the graph, and stops when nothing changes.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Neighbours get 0.6 of the probability at least, and it stops early with at most 1 % less NDCG.',
  experiment: null,
};
