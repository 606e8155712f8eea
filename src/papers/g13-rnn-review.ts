import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'G13',
  title: 'Critical review of RNNs',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Explains why gradients of recurrent networks fade, and what gates do about it.',
  part: 'src/ops/gru.ts',
  carried: 'A gated recurrent network as an operator and a model; a plain one is the same with its gates held.',
  leftOut: 'LSTMs, networks that read both ways, teacher forcing, and a picture of fading gradients.',
  accepts:
    'Gradients of a plain network fade exponentially at a radius of 0.9, slower with gates that keep, and faster with gates half open.',
  experiment: () => import('./experiments/g13.ts'),
};
