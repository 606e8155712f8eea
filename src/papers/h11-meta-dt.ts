import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'H11',
  title: 'Meta-DT',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Recognises a task from its segment that is hardest to foresee.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'With that segment in front the return is higher than without.',
  experiment: null,
};
