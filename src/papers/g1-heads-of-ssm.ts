import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'G1',
  title: 'How Many Heads Make an SSM?',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Compares mixers by the operator they apply between two positions.',
  part: 'src/lenses/attention.lens.ts',
  carried: 'Pictures of the weights between positions, for attention.',
  leftOut: 'Operators of other mixers, their rank, and gradients by distance.',
  accepts:
    'A system of N modes has an operator of rank N, and gradients fade with distance for it and not for attention.',
  experiment: null,
};
