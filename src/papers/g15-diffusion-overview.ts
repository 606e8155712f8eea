import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'G15',
  title: 'Overview of diffusion models',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Surveys how noise is turned into samples, and how they are guided.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Guidance raises the share of an attribute steadily with its scale.',
  experiment: null,
};
