import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'A4',
  title: 'SIGMA',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Lets a selective scan also read a history whose older part is turned round, and mixes both with a short recurrent memory.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts:
    'With nothing turned round it equals the plain scan; with a clue at the start and noise behind it the turned branch gets more weight.',
  experiment: null,
};
