import type { NumberSetting, Settings } from '../parts/settings.ts';
import { defineDecoder } from './decoder.ts';
import { search } from './search.ts';

export const width = {
  usual: 20,
  minimum: 1,
  maximum: 1024,
  step: 1,
  help: 'Branches that are kept in each slot',
  raised: 'Raised: fewer items are lost on the way, and the list comes closer to the exact one; a list takes longer.',
} as const satisfies NumberSetting;

const settings = { width } as const satisfies Settings;

export const beam = defineDecoder({
  name: 'beam',
  title: 'Beam',
  says: 'Codes are chosen one after another; in each slot the best branches that some item goes on with are kept.',
  source: 'Rajput et al. 2023, arXiv:2305.05065, section 3.2; held to the catalogue as in RecGPT',
  settings,
  needs: 'codes',
  list: (asked, wish, { width: kept }) => search(asked, wish, { width: kept, groups: 1, penalty: 0 }),
});
