import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'G4',
  title: 'Transformers learn sequential function classes in context',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Shows models that learn a function from the examples in front of them.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'The error falls with the number of examples towards least squares.',
  experiment: null,
};
