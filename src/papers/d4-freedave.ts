import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'D4',
  title: 'FreeDave',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Drafts several steps of a masked decoder ahead and keeps those that it would have taken.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'The output is the same for every input, in 60 % of the passes.',
  experiment: null,
};
