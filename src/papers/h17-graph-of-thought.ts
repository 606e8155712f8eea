import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'H17',
  title: 'Graph-of-Thought',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Gives a sequence a graph of thoughts beside it, through a gate.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Labels that depend on the graph are 10 points better with it.',
  experiment: null,
};
