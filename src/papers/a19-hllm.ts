import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'A19',
  title: 'HLLM',
  authors: null,
  year: null,
  identifier: null,
  adds: "Trains one tower that reads an item's words together with one that reads the items' vectors.",
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts:
    'Trained end to end it beats a frozen tower on described items, and kept vectors give the same scores to 1e-5.',
  experiment: null,
};
