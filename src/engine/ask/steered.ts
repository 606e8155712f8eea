import type { Pacer } from '../../core/pace.ts';
import {
  barred,
  leaning,
  leans,
  steeringSettings,
  unknownItems,
  type ItemFacts,
  type Steering,
} from '../../decoders/steering.ts';
import type { Ranked } from '../../recommend/rank.ts';
import type { KnownItems } from '../data/items.ts';
import type { Item } from '../data/messages.ts';
import type { SteeringCard } from './messages.ts';

/** What a list may hold, and how its places are given away. */
export interface Steered {
  /** Items that may not be listed. */
  readonly barred: ReadonlySet<number>;
  /** A list of scores that lean; null where only the scores count. */
  readonly lean: ((scores: ArrayLike<number>, hidden: ReadonlySet<number>, count: number) => Ranked[]) | null;
  /** Ids of its rules that are no items. */
  readonly unknown: readonly string[];
}

const FREE: Steered = { barred: new Set(), lean: null, unknown: [] };

/** Steering by what is known of the items. @throws SettingsError for a category that there is not, CancelledError */
export async function steeredBy(
  steering: Steering | undefined,
  items: number,
  describe: (item: number) => Item,
  pacer: Pacer,
): Promise<Steered> {
  if (steering === undefined) return FREE;
  const facts = await pacer.through(factsOf(items, describe));
  const lean: Steered['lean'] = (scores, hidden, count) => leaning(scores, hidden, count, facts, steering);
  return {
    barred: barred(facts, steering),
    lean: leans(steering) ? lean : null,
    unknown: unknownItems(facts, steering),
  };
}

/** An empty name is none. */
const named = (category: string | null): string | null => (category === '' ? null : category);

export function steeringCard({ categories }: KnownItems): SteeringCard {
  const items = new Map<string, number>();
  for (const category of categories ?? []) {
    const name = named(category);
    if (name !== null) items.set(name, (items.get(name) ?? 0) + 1);
  }
  const all = [...items].map(([name, count]) => ({ name, items: count }));
  return { categories: all.sort((a, b) => b.items - a.items), settings: steeringSettings };
}

/** Items between two looks at the clock. */
const ITEMS = 4096;

function* factsOf(items: number, describe: (item: number) => Item): Generator<void, ItemFacts> {
  const ids: string[] = [];
  const categories: (string | null)[] = [];
  const counts = new Uint32Array(items);
  for (let item = 0; item < items; item++) {
    const { id, category, count } = describe(item);
    ids.push(id);
    categories.push(named(category));
    counts[item] = count;
    if (item % ITEMS === 0) yield;
  }
  return { ids, categories, counts };
}
