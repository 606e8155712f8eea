import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'B9',
  title: 'SeqBoat',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Lets a cheap memory decide which tokens attention is spent on.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts:
    'With every token chosen it equals dense attention to 1e-5, and tokens to remember are chosen three times as often as noise.',
  experiment: null,
};
