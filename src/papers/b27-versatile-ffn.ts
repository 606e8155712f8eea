import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'B27',
  title: 'VersatileFFN',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Uses one feed-forward network in slices, side by side or again and again, as a token is hard.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'It has the parameters of the plain network, equals it with all slices once, and loses nothing in loss.',
  experiment: null,
};
