import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'H23',
  title: 'User satisfaction with dialogue acts',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Predicts satisfaction together with what each turn does.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: "Both at once beat each alone, and unnamed acts match the generator's.",
  experiment: null,
};
