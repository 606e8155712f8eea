import type { Explanation } from '../../../worker/contract.ts';
import { signed } from '../../format.ts';

/** Share of the largest change below which an item is not named. */
const WORTH_NAMING = 0.05;

/** "Mostly because of A (+1.80) and B (+0.90); C pulls it down (−0.40)." */
export function whySentence({ contributions }: Pick<Explanation, 'contributions'>): string {
  const sorted = [...contributions].sort((a, b) => b.change - a.change);
  const named = ({ item, change }: (typeof sorted)[number]): string => `${item.title} (${signed(change)})`;
  const largest = Math.max(...contributions.map(({ change }) => Math.abs(change)));
  const matters = sorted.filter(({ change }) => Math.abs(change) >= WORTH_NAMING * largest);
  const helping = matters.filter(({ change }) => change > 0).slice(0, 2);
  const against = matters.at(-1);
  const because =
    helping.length === 0
      ? 'Nothing in the history speaks for it'
      : `Mostly because of ${helping.map(named).join(' and ')}`;
  return against !== undefined && against.change < 0 ? `${because}; ${named(against)} pulls it down.` : `${because}.`;
}
