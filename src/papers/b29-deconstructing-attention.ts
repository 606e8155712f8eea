import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'B29',
  title: 'Deconstructing Attention',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Asks which part of attention does the work, by switching mixing, its content and its softmax off one by one.',
  part: 'src/ops/attention.ts',
  carried: 'Four of its switches, as inputs of the one attention operator.',
  leftOut: 'Scores without a softmax, models trained with each switch, and mixed stacks of layers.',
  accepts:
    'Without mixing, with uniform, fixed and static mixing, the attention operator equals their formulas to 1e-9.',
  experiment: () => import('./experiments/b29.ts'),
};
