import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'A2',
  title: 'HSTU, Actions Speak Louder',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Replaces the softmax of attention by a pointwise activation with biases for place and time, so that how often something happened is not lost.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts:
    'At counting how often a category occurred, half the squared error of softmax attention; on interleaved threads an HR@10 of 0.55 at least.',
  experiment: null,
};
