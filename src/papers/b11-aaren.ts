import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'B11',
  title: 'Aaren, Attention as an RNN',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Computes attention as a scan with a small state, so that another event is one step.',
  part: 'shaders/attention',
  carried: 'The running maximum and sum by which a query takes in keys without storing scores.',
  leftOut: 'The scan over positions, its learnt query, and the one-step update.',
  accepts: 'The scan equals softmax attention to 1e-5, and one step equals computing all anew.',
  experiment: null,
};
