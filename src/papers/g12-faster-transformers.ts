import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'G12',
  title: 'Faster and lighter transformers',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Surveys what attention costs and how to make it cheaper.',
  part: 'src/engine/run/estimates.ts',
  carried: 'Parameters, memory and time of a run before it is started.',
  leftOut: 'The comparison of mixers over lengths.',
  accepts: 'Measured times grow with the square of the length for attention, and in proportion for scans.',
  experiment: null,
};
