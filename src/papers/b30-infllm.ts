import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'B30',
  title: 'InfLLM',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Looks distant blocks of the past up by a few representative keys.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts:
    'Trained on 64 events and asked at 512, it recalls 0.8 where a window fails, and short inputs are unchanged.',
  experiment: null,
};
