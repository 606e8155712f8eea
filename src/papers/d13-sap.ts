import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'D13',
  title: 'SAP',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Generates from a model of masked events by appending masks one after another.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Sequences are more probable than those filled in at once, and examples of other people change the list.',
  experiment: null,
};
