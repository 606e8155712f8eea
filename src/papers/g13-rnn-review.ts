import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'G13',
  title: 'Critical review of RNNs',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Explains why gradients of recurrent networks fade, and what gates do about it.',
  part: 'src/models/gru4rec',
  carried: 'A gated recurrent network as a model.',
  leftOut: 'Plain networks and LSTMs, and the picture of fading gradients.',
  accepts: 'Gradients of a plain network fade exponentially at a radius of 0.9, and slower with gates.',
  experiment: null,
};
