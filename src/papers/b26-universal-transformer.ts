import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'B26',
  title: 'Universal Transformer',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Repeats one layer as often as each position needs.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Once round equals one layer, and longer parities are thought about longer.',
  experiment: null,
};
