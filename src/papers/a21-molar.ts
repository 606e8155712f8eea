import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'A21',
  title: 'Molar',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Makes one vector of a person from contents and one from ids, and aligns them afterwards.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Contents win on new items, and on known ones the aligned vectors lose 1 % at most.',
  experiment: null,
};
