import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'D3',
  title: 'Reward-guided SMC decoding',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Steers samples by a reward on beginnings, without training.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'The share of a wanted category follows the exact target to 0.03 with 64 particles.',
  experiment: null,
};
