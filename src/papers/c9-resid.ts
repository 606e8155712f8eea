import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'C9',
  title: 'ReSID',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Learns items by guessing their fields, and gives the same child number the same meaning everywhere in the tree.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'Aligned numbers tell more of their direction than unaligned ones over ten seeds.',
  experiment: null,
};
