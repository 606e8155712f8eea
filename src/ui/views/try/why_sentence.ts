import type { Explanation } from '../../../worker/contract.ts';
import { signed } from '../../format.ts';

/** "Mostly because of A (+1.80) and B (+0.90); C pulls it down (−0.40)." */
export function whySentence({ contributions }: Pick<Explanation, 'contributions'>): string {
  const sorted = [...contributions].sort((a, b) => b.change - a.change);
  const named = ({ item, change }: (typeof sorted)[number]): string => `${item.title} (${signed(change)})`;
  const helping = sorted.filter(({ change }) => change > 0).slice(0, 2);
  const against = sorted.at(-1);
  const because =
    helping.length === 0
      ? 'Nothing in the history speaks for it'
      : `Mostly because of ${helping.map(named).join(' and ')}`;
  return against !== undefined && against.change < 0 ? `${because}; ${named(against)} pulls it down.` : `${because}.`;
}
