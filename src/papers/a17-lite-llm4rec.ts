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
  leftOut:
    'The hierarchy of two language models; and one trunk for both: the item head and the beam are of two models with transformers of one shape.',
  accepts:
    'Of transformers of one shape, a list of ten by the item head takes a tenth of the multiplications of a beam of 20 over four codes at most, with an NDCG within 5 %.',
  experiment: () => import('./experiments/a17.ts'),
};
