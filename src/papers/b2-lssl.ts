import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'B2',
  title: 'LSSL',
  authors: 'Gu, Johnson, Goel, Saab, Dao, Rudra & Ré',
  year: 2021,
  identifier: 'arXiv:2110.13985',
  adds: 'Shows one layer as a recurrence, a convolution and a differential equation, with a step that can be stretched.',
  part: 'src/ops/s4d.ts',
  carried:
    'The layer as a recurrence from a differential equation by the bilinear rule, of diagonal matrices, and its step stretched after training.',
  leftOut:
    'Matrices that are not diagonal, the convolution by a kernel that is computed at once, and a step that visitors stretch.',
  accepts: 'Trained at one rate and asked at half of it, twice the step costs 2 points, and the same step 10.',
  experiment: () => import('./experiments/b2.ts'),
};
