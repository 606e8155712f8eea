import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'A10',
  title: 'DARE',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Gives an item one vector for being found in a long history and another for what it stands for.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts:
    'On long histories the gradients of a shared table contradict each other in half of the steps; two tables lose no AUC at half the width of the first.',
  experiment: null,
};
