import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'B20',
  title: 'MossFormer2',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Joins gated attention with a memory of widely spaced taps.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Two mixed streams of events are told apart better than by attention alone.',
  experiment: null,
};
