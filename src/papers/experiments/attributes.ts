import { countsOf } from '../../core/code_use.ts';
import { Random } from '../../core/random.ts';
import type { Interactions } from '../../data/dataset.ts';
import { textAttr } from '../../data/simulator/worlds/text-attr.ts';
import { apart } from './apart.ts';
import type { TrainingWorld } from '../trained.ts';

/** The world text-attr: 216 items of three words each, of which the next one shares two with the last; the last `heldOut` of 1,500 people apart. */
export function attributes(seed: number, heldOut: number): TrainingWorld {
  const { interactions } = textAttr.make(seed);
  return apart(interactions, interactions.users.length - heldOut);
}

/** Of so many events with a rare item one is kept. */
const THINNED = 10;

/** The same where half of the items are rare to those who train: of their events with one, a tenth is kept. */
export function rareAttributes(seed: number, heldOut: number): TrainingWorld {
  const world = attributes(seed, heldOut);
  const { interactions } = world;
  const items = interactions.catalogue.ids.length;
  const random = new Random(seed, 'papers rare attributes');
  const order = random.shuffle(Uint32Array.from({ length: items }, (_, item) => item));
  const rare = new Set(order.subarray(0, items >> 1));
  const kept = interactions.item.map((item) => (rare.has(item) && random.below(THINNED) > 0 ? 0 : 1));
  return byFirstAppearance(world, kept);
}

/** Rows that are kept, and the items numbered as a reader of them would. @throws Error where an item has none */
function byFirstAppearance({ interactions, heldOut }: TrainingWorld, kept: Uint32Array): TrainingWorld {
  const { user, item, time, catalogue } = interactions;
  const rows = [...kept.keys()].filter((row) => kept[row] === 1);
  const found = [...new Set(rows.map((row) => item[row]))];
  const { length } = catalogue.ids;
  if (found.length < length) throw new Error(`attributes: ${length - found.length} items lost all their events`);
  const place = new Uint32Array(length);
  for (const [at, old] of found.entries()) place[old] = at;
  const thinned: Interactions = {
    ...interactions,
    catalogue: {
      ids: found.map((old) => catalogue.ids[old]),
      titles: catalogue.titles && found.map((old) => catalogue.titles?.[old] ?? ''),
      categories: catalogue.categories && found.map((old) => catalogue.categories?.[old] ?? ''),
    },
    user: Uint32Array.from(rows, (row) => user[row]),
    item: Uint32Array.from(rows, (row) => place[item[row]]),
    time: time && Float64Array.from(rows, (row) => time[row]),
  };
  return { interactions: thinned, heldOut: heldOut.map((history) => history.map((old) => place[old])) };
}

/** Flags of the half of the items that occur least in what is trained on. */
export function rareItems({ item, catalogue }: Interactions): Uint8Array {
  const { length } = catalogue.ids;
  const counts = countsOf(item, length);
  const order = [...counts.keys()].sort((a, b) => counts[a] - counts[b] || a - b);
  const rare = new Uint8Array(length);
  for (const one of order.slice(0, length >> 1)) rare[one] = 1;
  return rare;
}
