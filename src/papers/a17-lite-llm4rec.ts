import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'A17',
  title: 'Lite-LLM4Rec',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Scores all items with one product instead of writing out an item token by token.',
  part: 'src/evaluate/scoring_graph.ts',
  carried: 'Every model scores its whole catalogue with one product.',
  leftOut: 'The beam over item codes that it is compared with, and the hierarchy of two language models.',
  accepts:
    'With one trunk, ten items take a tenth of the time of a beam of 20 over four tokens, with an NDCG within 5 %.',
  experiment: null,
};
