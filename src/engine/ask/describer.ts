import type { Pacer } from '../../core/pace.ts';
import type { Item } from '../data/messages.ts';
import type { Id } from '../messages.ts';
import type { Datasets } from '../data/datasets.ts';
import { describeItem, placesOf, type KnownItems } from '../data/items.ts';

/** Describes items of a catalogue by their indices, as a dataset knows them where it does. @throws CancelledError */
export async function describer(
  datasets: Datasets,
  items: KnownItems,
  described: Id | undefined,
  pacer: Pacer,
): Promise<(item: number) => Item> {
  if (described === undefined) return (item) => describeItem(items, item);
  const better = datasets.get(described).items;
  if (better === items) return (item) => describeItem(items, item);
  const places = await placesOf(better, pacer);
  return (item) => {
    const at = places.get(items.ids[item]);
    return at === undefined ? describeItem(items, item) : describeItem(better, at);
  };
}
