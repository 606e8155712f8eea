import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'F7',
  title: 'Context Clues',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Evaluates by how much a history repeats, how uneven its times are and how long it is.',
  part: 'src/evaluate/buckets.ts',
  carried: 'Metrics by length of the history and by popularity of the target.',
  leftOut: 'Strata by repetition and by unevenness, and the sweep over lengths of context.',
  accepts: 'Repeats have the lowest loss, uneven times a higher one, and a longer context flattens both.',
  experiment: null,
};
