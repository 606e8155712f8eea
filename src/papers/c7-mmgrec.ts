import type { Paper } from './paper.ts';

export const paper: Paper = {
  id: 'C7',
  title: 'MMGRec',
  authors: null,
  year: null,
  identifier: null,
  adds: 'Spreads features over the graph before they are coded, and replaces positions by relations.',
  part: 'src/features/spread.ts',
  carried:
    'Vectors of items that take in those of the items near them in the histories, over two layers, before residual codes are made of them, and a last code that tells items apart.',
  leftOut:
    'The graph of people and items, of which items alone are here, its training with the codes, popularity in the last code, and attention by relations in place of positions, so that a shuffled history would change nothing.',
  accepts: 'No two items share all codes, and companions share their first codes more often than by their text alone.',
  experiment: () => import('./experiments/c7.ts'),
};
