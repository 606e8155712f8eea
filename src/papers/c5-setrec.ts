import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'C5',
  title: 'SETRec',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Makes an item a set of vectors without order and predicts them all in one pass.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts:
    "The order of an item's vectors changes the output by 1e-5 at most, and new items are found by their meaning.",
  experiment: null,
};
