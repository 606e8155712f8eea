import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'B28',
  title: 'Graph-aware isomorphic attention',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Reads attention as the edges of a graph and updates nodes as a graph network would.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'On data made by a graph, the gap between training and test is smaller at equal training loss.',
  experiment: null,
};
