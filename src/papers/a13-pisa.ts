import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'A13',
  title: 'PISA, ACT-R',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Weighs past sessions by a model of human memory: how often, how long ago, and what else came to mind.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts:
    "It finds the exponent of forgetting that a world was made with to 0.1, and recalls repeats as well as a person's own counts do.",
  experiment: null,
};
