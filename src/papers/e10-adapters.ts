import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'E10',
  title: 'Small models, big impact',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Adapts a frozen small model by a few added weights.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'A new catalogue is learnt to 95 % of full fine-tuning with 5 % of the weights.',
  experiment: null,
};
