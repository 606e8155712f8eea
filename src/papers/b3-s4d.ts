import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'B3',
  title: 'S4D',
  authors: 'Gu, Goel, Gupta & Ré',
  year: 2022,
  identifier: 'arXiv:2206.11893',
  adds: 'Reduces such a system to a diagonal one and says how to begin it.',
  part: 'src/nn/s4d.ts',
  carried:
    'The layer as a recurrence with all of its beginnings and both rules, forward and back; a model of it, a block of the hybrid stack, and a lens on what it answers.',
  leftOut:
    'The convolution by a kernel that is computed at once, the gated linear layer behind, smaller learning rates for A and Δ, and its benchmarks.',
  accepts: 'Its beginnings have the spectra that theory gives, and good ones copy a delay where random ones do not.',
  experiment: () => import('./experiments/b3.ts'),
};
