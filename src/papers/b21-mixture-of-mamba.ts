import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'B21',
  title: 'Mixture-of-Mamba',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Gives each kind of token its own projections around one shared scan.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts:
    "Two kinds with different dynamics reach the shared model's loss in 60 % of its steps, and equal weights equal the plain scan.",
  experiment: null,
};
