import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'E2',
  title: 'Skill-it!',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Learns which skill helps which and mixes the training data by that.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'On a chain of skills the last one is learnt in 70 % of the steps.',
  experiment: null,
};
