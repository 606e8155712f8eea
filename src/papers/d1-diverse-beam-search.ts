import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'D1',
  title: 'Diverse Beam Search',
  authors: 'Vijayakumar, Cogswell, Selvaraju, Sun, Lee, Crandall & Batra',
  year: 2016,
  identifier: 'arXiv:1610.02424',
  adds: 'Holds groups of beams apart by what they pick.',
  part: 'src/decoders/diverse.ts',
  carried:
    'Groups of branches over the codes of a catalogue that lose by what earlier groups chose in the same slot (Hamming diversity); their final order leaves that out. The picture of the beam has its groups.',
  leftOut: 'The other measures of diversity (of cumulated codes, of pairs, of vectors).',
  accepts: 'One group without a penalty equals plain beams, and four begin with more different items at little cost.',
  experiment: () => import('./experiments/d1.ts'),
};
