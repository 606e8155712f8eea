import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'B17',
  title: 'ConvS5',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Makes the state an image, with a scan over time that every pixel takes part in.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts:
    'Scan and steps agree to 1e-4, and moving blobs are foreseen better than by a convolutional LSTM of equal size.',
  experiment: null,
};
