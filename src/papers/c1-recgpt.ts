import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'C1',
  title: 'RecGPT',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Writes every item as four codes that are read off its text, so that one model serves catalogues it never saw.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts:
    'Codes keep their range and come back exactly, every decoded item exists, and an unseen catalogue beats popularity.',
  experiment: null,
};
