import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'D1',
  title: 'Diverse Beam Search',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Holds groups of beams apart by what they pick.',
  part: null,
  carried: 'Nothing yet.',
  leftOut: 'All of it.',
  accepts: 'One group without a penalty equals plain beams, and four begin with more different items at little cost.',
  experiment: null,
};
