import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'A7',
  title: 'SRA-CL',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Takes the partners of contrastive learning from people and items whose descriptions are alike.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts:
    'With 30 % of the people, its NDCG is that of random crops at least, and of the pairs it finds 0.7 have one intent.',
  experiment: null,
};
