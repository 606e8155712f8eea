import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'B31',
  title: 'Contextual Memory Reweaving',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Lets a layer take back in what earlier layers and moments held.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'With its gates at zero nothing changes, and rare items are recalled at a distance of 100.',
  experiment: null,
};
