import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'A2',
  title: 'HSTU, Actions Speak Louder',
  authors: null,
  year: null,
  identifier: 'arXiv:2402.17152',
  adds: 'Replaces the softmax of attention by a pointwise activation with biases for place and time, so that how often something happened is not lost.',
  part: 'src/models/hstu',
  carried:
    'The model and its layer, as a mixer that other stacks may have: pointwise attention with both biases and their gradients, the gate, and either divisor.',
  leftOut:
    'The time of the item that is asked for, which its code tells the bias; states of length 1; lists of actions beside items; and what makes it fast on very long histories.',
  accepts:
    'At counting how often a category occurred, half the squared error of softmax attention; on interleaved threads an HR@10 of 0.55 at least.',
  experiment: () => import('./experiments/a2.ts'),
};
