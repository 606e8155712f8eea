import type { Settings } from '../parts/settings.ts';
import { width } from './beam.ts';
import { defineDecoder } from './decoder.ts';
import { search } from './search.ts';

const settings = {
  width,
  groups: {
    usual: 4,
    minimum: 2,
    maximum: 16,
    step: 1,
    help: 'Groups of branches, each of which keeps away from what the groups before it chose',
    raised: 'Raised: the list holds more kinds of items, with fewer branches for each.',
  },
  penalty: {
    usual: 0.5,
    minimum: 0,
    maximum: 10,
    step: 0.1,
    help: 'Nats that a branch loses for each branch of an earlier group that chose its code in this slot',
    raised: 'Raised: groups differ more, and follow the model less.',
  },
} as const satisfies Settings;

export const diverse = defineDecoder({
  name: 'diverse',
  title: 'Diverse beam',
  says: 'Groups of branches keep away from the codes that the groups before them chose.',
  source:
    'Vijayakumar et al. 2016, arXiv:1610.02424, with Hamming diversity; what is lost to other groups does not count in the end',
  settings,
  needs: 'codes',
  list: (asked, wish, beams) => search(asked, wish, beams),
});
