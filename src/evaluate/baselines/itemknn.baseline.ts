import { Pacer } from '../../core/pace.ts';
import { type Baseline, dampings } from './baseline.ts';
import { Scorer } from './scorer.ts';
import { nearby } from './transitions.ts';

/** How many items of the query count, and how fast they fade. */
const RECENT = 10;
const FADING = 0.8;

/**
 * score(b) = Σ_{j < 10} 0.8ʲ T[s₋₁₋ⱼ → b] / √(pop(b) + 5) + 10⁻⁶ share(b), where T counts pairs up to five places apart with
 * weight 1 / distance, half as much backwards.
 */
export const baseline: Baseline = {
  name: 'itemknn',
  order: 6,
  title: 'Item neighbours',
  description: 'Recommends what often stood near the last ten items, recent ones counting more.',
  reads: RECENT,
  fit: async (counts, pace = {}) => {
    const damping = dampings(counts.popularity);
    const transitions = await counts.transitions(nearby, new Pacer('itemknn', pace));
    return new Scorer(counts.floor(1e-6), {
      last: (item, scorer) => scorer.addRow(transitions, item, 1, damping),
      before: (query, scorer) => {
        for (let j = 1; j < Math.min(RECENT, query.length); j++) {
          scorer.addRow(transitions, query[query.length - 1 - j], FADING ** j, damping);
        }
      },
    });
  },
};
