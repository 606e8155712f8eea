import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'F1',
  title: 'LLM4DSR',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Learns to point out an event that does not belong and to put a better one in its place.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Swapped events are flagged with an AUC of 0.8, and training on corrected data is no worse.',
  experiment: null,
};
