import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'D11',
  title: 'FiRST',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Decides from the history which layers to leave out for a whole answer.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Leaving out nothing changes nothing, and a quarter of the layers costs 3 % of NDCG at most.',
  experiment: null,
};
