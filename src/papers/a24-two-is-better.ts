import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'A24',
  title: 'Two Is Better Than One',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Keeps two vectors an item, so that what replaces an item and what goes with it are told apart.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts:
    'Complements are found twice as often by the crossed product as by the plain one, and substitutes the other way round.',
  experiment: null,
};
