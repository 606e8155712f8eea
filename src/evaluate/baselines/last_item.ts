import type { Pacer } from '../../core/pace.ts';
import { type Split, trainingPopularity } from '../../data/split.ts';
import { floorOf } from './baseline.ts';
import { Scorer } from './scorer.ts';
import { countTransitions, type TransitionRule } from './transitions.ts';

/** score(b) = T[a → b] + 10⁻³ share(b), where a is the last item of the query. */
export async function lastItemScorer(split: Split, rule: TransitionRule, pacer: Pacer): Promise<Scorer> {
  const { offsets, columns, weights } = await countTransitions(split, rule, pacer);
  return new Scorer(floorOf(trainingPopularity(split), 1e-3), (query, scorer) => {
    const last = query[query.length - 1];
    for (let at = offsets[last]; at < offsets[last + 1]; at++) scorer.add(columns[at], weights[at]);
  });
}
