import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'A18',
  title: 'Recformer',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Reads items as words of their attributes, so that an item nobody took yet has a place.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'On items held out, HR@10 is five times chance, where a model of ids is at chance.',
  experiment: null,
};
