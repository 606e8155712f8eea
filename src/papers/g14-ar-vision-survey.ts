import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'G14',
  title: 'Autoregressive models in vision',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Compares orders of generation: pixel by pixel, token by token, scale by scale.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'By scales it takes fewer steps than in rows at the same rank of likelihood.',
  experiment: null,
};
