import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'G6',
  title: "What's the Magic Word?",
  authors: null,
  year: null,
  identifier: null,
  adds: 'Asks which outputs a few added inputs can force.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'More items can be made first with more added events, and 90 % of the common ones with three.',
  experiment: null,
};
