import { KNOWN, SHOWN } from '../../../state/ranking.ts';
import type { RankedList } from '../../../state/slices/try.ts';

/** Where a list has an item: "at place 3", "only at place 40", "beyond place 100"; of a list that was searched for, whether it has it. */
export function placeWords({ places, search }: Pick<RankedList, 'places' | 'search'>, id: string): string {
  const place = places[id];
  if (place === undefined) return search === null ? `beyond place ${KNOWN}` : 'not in its list';
  return place < SHOWN ? `at place ${place + 1}` : `only at place ${place + 1}`;
}
