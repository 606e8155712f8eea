import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'G10',
  title: 'Mamba-360',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Sorts such models by gates, structure and recurrence.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'No cell of its table is empty here, and two members pass their identities.',
  experiment: null,
};
