import type { Catalogue, Dataset, Interactions } from '../dataset.ts';
import type { Histories } from './histories.ts';

/** Old numbers in order of first appearance among the rows that are left. `of` is the number in each row of the file. */
function firstAppearances(of: Uint32Array, alive: Uint8Array, size: number): Uint32Array {
  const seen = new Uint8Array(size);
  const order = new Uint32Array(size);
  let found = 0;
  for (let row = 0; row < of.length; row++) {
    if (!alive[row] || seen[of[row]]) continue;
    seen[of[row]] = 1;
    order[found++] = of[row];
  }
  return order.slice(0, found);
}

const pick = (list: readonly string[], order: Uint32Array): string[] => Array.from(order, (old) => list[old]);

const pickCatalogue = ({ ids, titles, categories }: Catalogue, order: Uint32Array): Catalogue => ({
  ids: pick(ids, order),
  titles: titles && pick(titles, order),
  categories: categories && pick(categories, order),
});

/** Users and items renumbered, unused ones gone, histories laid out user after user. */
export function layOut(histories: Histories, interactions: Interactions): Omit<Dataset, 'shaping' | 'fingerprint'> {
  const { offsets, rows } = histories;
  const { user, item, time, catalogue } = interactions;
  const alive = new Uint8Array(user.length);
  for (let i = 0; i < rows.length; i++) alive[rows[i]] = 1;
  const userOrder = firstAppearances(user, alive, interactions.users.length);
  const itemOrder = firstAppearances(item, alive, catalogue.ids.length);
  const newItem = new Uint32Array(catalogue.ids.length);
  itemOrder.forEach((old, now) => (newItem[old] = now));

  const newOffsets = new Uint32Array(userOrder.length + 1);
  const items = new Uint32Array(rows.length);
  const times = time && new Float64Array(rows.length);
  let at = 0;
  for (const [now, old] of userOrder.entries()) {
    for (let i = offsets[old]; i < offsets[old + 1]; i++, at++) {
      items[at] = newItem[histories.items[i]];
      if (time && times) times[at] = time[rows[i]];
    }
    newOffsets[now + 1] = at;
  }
  const users = pick(interactions.users, userOrder);
  return {
    name: interactions.name,
    users,
    catalogue: pickCatalogue(catalogue, itemOrder),
    offsets: newOffsets,
    items,
    times,
  };
}
