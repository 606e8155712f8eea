import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'C7',
  title: 'MMGRec',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Spreads features over the graph before they are coded, and replaces positions by relations.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'No two items share a code, a shuffled history changes nothing, and companions share beginnings.',
  experiment: null,
};
