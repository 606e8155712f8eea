import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'A18',
  title: 'Recformer',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Reads items as words of their attributes, so that an item nobody took yet has a place.',
  part: 'src/features',
  carried:
    'Items as codes of their words, which an item has before anybody takes it; whoever types a title sees where it would stand.',
  leftOut:
    'Words as tokens of their own with their kind and place, the window of attention with one token for all, and both of its stages of training: a model of language, then items beside items.',
  accepts: 'On items held out, HR@10 is five times chance, where a model of ids is at chance.',
  experiment: () => import('./experiments/a18.ts'),
};
