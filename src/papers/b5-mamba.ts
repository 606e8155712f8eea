import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'B5',
  title: 'Mamba',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Lets the input decide what a scan writes, keeps and skips.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'The scan equals its steps to 1e-4, and copies chosen tokens with 0.99 where a fixed system reaches 0.89.',
  experiment: null,
};
