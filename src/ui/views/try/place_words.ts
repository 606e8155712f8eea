import { KNOWN, SHOWN } from '../../../state/ranking.ts';
import type { RankedList } from '../../../state/slices/try.ts';

/** Where a list has an item: "at place 3", "only at place 40", "beyond place 100". */
export function placeWords({ places }: Pick<RankedList, 'places'>, id: string): string {
  const place = places[id];
  if (place === undefined) return `beyond place ${KNOWN}`;
  return place < SHOWN ? `at place ${place + 1}` : `only at place ${place + 1}`;
}
