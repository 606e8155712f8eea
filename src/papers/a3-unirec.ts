import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'A3',
  title: 'UniRec',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Tells people with even and uneven intervals apart, and frequent items from rare ones, and lets the harder half learn from the easier one.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'On a world with an irregular half, rare items rank better with it and frequent ones lose 2 % at most.',
  experiment: null,
};
