import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'E11',
  title: 'Is Model Collapse Inevitable?',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Shows that models trained on their own output fall apart when data is replaced, and do not when it is added.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'The error grows with every generation when replacing, and stays below π²/6 when adding.',
  experiment: null,
};
