import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'F8',
  title: 'Butterfly effect of model editing',
  authors: null,
  year: null,
  identifier: null,
  adds: "Shows that single edits of a model's weights can ruin it, and how to notice.",
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'One edit puts an item first, and perplexity tells the damage with a correlation of 0.8.',
  experiment: null,
};
