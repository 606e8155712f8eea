import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'B4',
  title: 'How to Train Your HiPPO',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Explains which past such a state holds: polynomials that fade, or a window that ends.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts:
    'The past is rebuilt from the state with an error that falls with its size, and a window forgets behind its edge.',
  experiment: null,
};
