import { useMemo } from 'react';
import type { Item } from '../../worker/contract.ts';
import { largestCategories, type ColouredBy } from './draw_map.ts';

/** What the colours of a map mean. */
export function Legend({ items, by }: { readonly items: readonly Item[]; readonly by: ColouredBy }) {
  const categories = useMemo(() => largestCategories(items), [items]);
  const counted = items.some((item) => item.count > 0);
  if (by === 'popularity') return counted ? <p className="muted">Dark is rare, bright is popular.</p> : null;
  return (
    <ul className="legend">
      {categories.map((category, i) => (
        <li key={category}>
          <svg className={`series-${i}`} viewBox="0 0 8 8" aria-hidden="true">
            <circle cx="4" cy="4" r="4" />
          </svg>
          {category}
        </li>
      ))}
      <li className="muted">
        <svg className="others" viewBox="0 0 8 8" aria-hidden="true">
          <circle cx="4" cy="4" r="4" />
        </svg>
        others
      </li>
    </ul>
  );
}
