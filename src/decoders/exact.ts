import { best } from '../recommend/rank.ts';
import { defineDecoder } from './decoder.ts';

export const exact = defineDecoder({
  name: 'exact',
  title: 'Exact',
  says: 'The whole catalogue is scored and sorted.',
  source: 'no search: what the others are held against',
  settings: {},
  needs: 'scores',
  *list({ state, scorer }, { count, hidden }) {
    return { list: best(yield* scorer.scores(state), hidden, count), branches: [] };
  },
});
