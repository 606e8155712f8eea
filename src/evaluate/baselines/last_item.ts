import type { Pacer } from '../../core/pace.ts';
import type { Counts } from './counts.ts';
import { Scorer } from './scorer.ts';
import type { TransitionRule } from './transitions.ts';

/** score(b) = T[a → b] + 10⁻³ share(b), where a is the last item of the query. */
export async function lastItemScorer(counts: Counts, rule: TransitionRule, pacer: Pacer): Promise<Scorer> {
  const { offsets, columns, weights } = await counts.transitions(rule, pacer);
  return new Scorer(counts.floor(1e-3), {
    last: (item, scorer) => {
      for (let at = offsets[item]; at < offsets[item + 1]; at++) scorer.add(columns[at], weights[at]);
    },
  });
}
