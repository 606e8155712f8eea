import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'H12',
  title: 'One-step forward-backward',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Learns once where actions lead, and serves any reward afterwards.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'On a chain its measure is right to 1e-2, and nine of ten rewards are served better than before.',
  experiment: null,
};
