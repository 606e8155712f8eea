import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'A5',
  title: 'HMamba',
  authors: null,
  year: null,
  identifier: 'arXiv:2505.09205',
  adds: 'Runs a selective scan over item vectors in hyperbolic space, where a hierarchy has room.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts:
    'Every operation keeps its points on the hyperboloid to 1e-4, a tree of items is distorted less than in flat space, and without curvature it equals the plain scan.',
  experiment: null,
};
