import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'B34',
  title: 'Recurrent Relational Networks',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Passes messages between things for many rounds, with a loss after each.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Small Sudokus are solved in 0.9 of cases after 16 rounds, and 0.3 at most after one.',
  experiment: null,
};
