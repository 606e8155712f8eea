import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'D10',
  title: 'Flover',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Decodes requests that come at different times in one shared batch.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Answers equal those given one by one, at three times the throughput for eight requests.',
  experiment: null,
};
