import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'G8',
  title: 'StructFormer',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Finds phrases in a sequence without being told of any.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Brackets of a generator are found with an F1 of 0.6.',
  experiment: null,
};
