import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'D5',
  title: 'ASSD',
  authors: null,
  year: null,
  identifier: null,
  adds: "Guesses several places at once and corrects them by the model's own conditionals.",
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: "Samples follow the model's distribution by a χ² test, in no more passes than tokens.",
  experiment: null,
};
