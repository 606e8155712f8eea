import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'C3',
  title: 'ColaRec',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Builds item codes from a tree of interactions and ties them to contents.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Beginnings of codes match communities with a purity of 0.6, and contents find their code in 0.9 of cases.',
  experiment: null,
};
