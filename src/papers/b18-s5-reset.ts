import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'B18',
  title: 'S4 and S5 for in-context RL',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Gives the scan a bit that empties the state, so that episodes share one sequence.',
  part: 'src/ops/scan.ts',
  carried: 'The bit, in the selective scan and in the convolution before it, forward and back.',
  leftOut: 'Reinforcement learning in context, its task of memory, and training on packed rows.',
  accepts: 'Packed histories equal separate ones to 1e-9, output and gradients, and do not without the bit.',
  experiment: () => import('./experiments/b18.ts'),
};
