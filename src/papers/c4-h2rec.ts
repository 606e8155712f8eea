import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'C4',
  title: 'H²Rec',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Keeps codes of meaning and hashed ids side by side, for rare and for frequent items.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Frequent items rank as by codes at least, and rare ones as by hashes at least, at once.',
  experiment: null,
};
