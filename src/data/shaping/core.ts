import { groupRows, type Histories } from './histories.ts';

/** Least number of interactions a user and an item must have. */
export interface CoreRule {
  readonly minimumUser: number;
  readonly minimumItem: number;
}

/**
 * Flags of the (minimumUser, minimumItem)-core: the largest set of interactions in which every user and every item that
 * is left has at least its minimum. Users and items are the two sides of a graph whose edges are interactions; vertices
 * of too low degree are peeled off until none is left, in time linear in the interactions.
 *
 * Seidman 1983, "Network structure and minimum degree"; peeling as in Batagelj & Zaveršnik 2003.
 */
export function coreOf({ offsets, items: itemOf }: Histories, items: number, rule: CoreRule): Uint8Array {
  const users = offsets.length - 1;
  const userOf = new Uint32Array(itemOf.length);
  for (let u = 0; u < users; u++) userOf.fill(u, offsets[u], offsets[u + 1]);
  const ofItem = groupRows(itemOf, items);

  const sides = [
    { offsets, places: null, minimum: rule.minimumUser, other: itemOf, first: 0 },
    { offsets: ofItem.offsets, places: ofItem.rows, minimum: rule.minimumItem, other: userOf, first: users },
  ] as const;
  const degree = new Uint32Array(users + items);
  const queue = new Uint32Array(users + items);
  let tail = 0;
  for (const side of sides) {
    for (let v = 0; v + 1 < side.offsets.length; v++) {
      degree[side.first + v] = side.offsets[v + 1] - side.offsets[v];
      if (degree[side.first + v] < side.minimum) queue[tail++] = side.first + v;
    }
  }

  const kept = new Uint8Array(itemOf.length).fill(1);
  for (let head = 0; head < tail; head++) {
    const isUser = queue[head] < users;
    const [side, opposite] = isUser ? sides : [sides[1], sides[0]];
    const v = queue[head] - side.first;
    for (let at = side.offsets[v]; at < side.offsets[v + 1]; at++) {
      const edge = side.places ? side.places[at] : at;
      if (!kept[edge]) continue;
      kept[edge] = 0;
      const neighbour = opposite.first + side.other[edge];
      // A vertex is queued once: at the start, or by the one edge that takes it below its minimum.
      if (degree[neighbour]-- === opposite.minimum) queue[tail++] = neighbour;
    }
  }
  return kept;
}
