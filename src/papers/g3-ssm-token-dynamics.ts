import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'G3',
  title: 'Token dynamics of selective SSMs',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Predicts whether tokens shrink or grow through depth from one matrix.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'In one dimension one sign lets all shrink and the other diverge.',
  experiment: null,
};
