import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'A15',
  title: 'LLM-EDT',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Fills the quieter of two catalogues with proposed events and gives each catalogue a head of its own in a second phase.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'With ten times fewer events in one catalogue, its NDCG rises by 3 % over training on both at once.',
  experiment: null,
};
