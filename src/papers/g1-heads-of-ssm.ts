import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'G1',
  title: 'How Many Heads Make an SSM?',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Compares mixers by the operator they apply between two positions.',
  part: 'src/lenses/mixing',
  carried:
    'The operator between two positions of attention, selective scans and gated units, as pictures that can be laid side by side.',
  leftOut: 'The rank of an operator as a picture, gradients through what the gates read, and what one head cannot do.',
  accepts:
    'Operators rebuild the output of attention, of a selective scan and of a gated unit to 1e-9; that of a scan with N states has rank N, and fades with distance where attention does not.',
  experiment: () => import('./experiments/g1.ts'),
};
