import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'A14',
  title: 'IntervalLLM',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Asks the history by the time that has passed, and is tested on intervals it has not seen.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Where gaps decide, the gap before the question raises NDCG from 0.427 to 0.44 at least.',
  experiment: null,
};
