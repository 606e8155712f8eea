import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'B5',
  title: 'Mamba',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Lets the input decide what a scan writes, keeps and skips.',
  part: 'src/nn/mamba.ts',
  carried: 'The selective scan with its gradients, the block around it, and a recommender of such blocks.',
  leftOut:
    'The fixed system beside it, which our notes have at 0.89 on a task like this, and the length of the task in the paper.',
  accepts:
    'The scan equals its steps to 1e-9, and the recommender copies chosen items in their order with 0.99 of the best.',
  experiment: () => import('./experiments/b5.ts'),
};
