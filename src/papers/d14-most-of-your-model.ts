import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'D14',
  title: 'Making the Most of your Model',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Improves the hidden state by gradient while answering, and keeps beams from repeating.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Repeating lists vanish, and held-out events become more probable for 60 % of the people.',
  experiment: null,
};
