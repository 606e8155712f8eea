import { followedBy } from '../core/history.ts';
import type { Settings } from '../parts/settings.ts';
import { defineObjective, NOTHING } from './objective.ts';

const settings = {
  maskRate: {
    usual: 0.2,
    minimum: 0.05,
    maximum: 0.95,
    step: 0.05,
    help: 'Share of the items of a history that are hidden; more for short histories',
    raised: 'Raised: more is asked of each history, from less that is left to read.',
  },
  lastOnly: {
    usual: 0.1,
    minimum: 0,
    maximum: 1,
    step: 0.05,
    help: 'Share of the histories of which the last item alone is hidden, as when the next one is asked for',
    raised: 'Raised: closer to what is asked in the end, and less to learn from each history.',
  },
} as const satisfies Settings;

/**
 * Hide some items of a history, guess them from both sides. The next item is asked for by a mask behind the history.
 *
 * Each item is hidden with probability `maskRate`; where that hides none, one drawn at random. What is hidden is always
 * replaced by the mask, never by another item.
 */
export const cloze = defineObjective({
  name: 'cloze',
  title: 'Cloze',
  says: 'Some items are hidden, and the model must guess them from what stands on both sides.',
  source: 'Sun et al. 2019, arXiv:1904.06690, sections 3.6 and 3.7; Taylor 1953',
  settings,
  needs: 'all',
  special: 1,
  ahead: 0,
  pose(window, mask, random, { maskRate, lastOnly }) {
    const { items } = window;
    const draws = random();
    const last = items.length - 1;
    const alone = draws.uniform() < lastOnly;
    const isHidden = Array.from(items, (_, t) => (alone ? t === last : draws.uniform() < maskRate));
    if (!isHidden.includes(true)) isHidden[draws.below(items.length)] = true;
    return {
      read: { ...window, items: items.map((item, t) => (isHidden[t] ? mask : item)) },
      asked: Int32Array.from(items, (item, t) => (isHidden[t] ? item : NOTHING)),
    };
  },
  question: followedBy,
});
