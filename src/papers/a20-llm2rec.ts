import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'A20',
  title: 'LLM2Rec',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Teaches a text model which items follow each other and then reads item vectors off it.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Neighbours in its vectors are true companions twice as often as by text alone.',
  experiment: null,
};
