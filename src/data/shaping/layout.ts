import type { Catalogue, Dataset, Interactions } from '../dataset.ts';
import type { Histories } from './histories.ts';
import type { Sessions } from './sessions.ts';

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

/** A history that is left, as a range of `Histories`, and whose it is. */
interface Left {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** The histories that are left, users in `order`; a user's sessions are numbered from 1, those that are gone with them. */
function* leftOf(
  { offsets }: Histories,
  order: Uint32Array,
  users: readonly string[],
  ofUser: Uint32Array | null,
): Generator<Left> {
  for (const u of order) {
    if (ofUser === null) {
      yield { name: users[u], from: offsets[u], to: offsets[u + 1] };
      continue;
    }
    for (let s = ofUser[u]; s < ofUser[u + 1]; s++) {
      if (offsets[s] === offsets[s + 1]) continue;
      yield { name: `${users[u]} · ${s - ofUser[u] + 1}`, from: offsets[s], to: offsets[s + 1] };
    }
  }
}

/**
 * Users and items renumbered, unused ones gone, histories laid out user after user; `ofUser` says which of them are a
 * user's sessions, see `cutSessions`.
 */
export function layOut(
  histories: Histories,
  interactions: Interactions,
  ofUser: Sessions['ofUser'] | null,
): Omit<Dataset, 'shaping' | 'fingerprint'> {
  const { rows } = histories;
  const { user, item, catalogue } = interactions;
  const alive = new Uint8Array(user.length);
  for (let i = 0; i < rows.length; i++) alive[rows[i]] = 1;
  const userOrder = firstAppearances(user, alive, interactions.users.length);
  const itemOrder = firstAppearances(item, alive, catalogue.ids.length);
  const newItem = new Uint32Array(catalogue.ids.length);
  itemOrder.forEach((old, now) => (newItem[old] = now));

  const items = new Uint32Array(rows.length);
  const from = new Uint32Array(rows.length); // the row of each interaction
  const users: string[] = [];
  const offsets = new Uint32Array(histories.offsets.length);
  let at = 0;
  for (const piece of leftOf(histories, userOrder, interactions.users, ofUser)) {
    for (let i = piece.from; i < piece.to; i++, at++) {
      items[at] = newItem[histories.items[i]];
      from[at] = rows[i];
    }
    users.push(piece.name);
    offsets[users.length] = at;
  }
  return {
    name: interactions.name,
    users,
    catalogue: pickCatalogue(catalogue, itemOrder),
    offsets: offsets.slice(0, users.length + 1),
    items,
    ...beside(interactions, from),
  };
}

/** What else is known of the interactions that stand in the rows `from` of the file. */
function beside(
  { time, part, kinds, values }: Interactions,
  from: Uint32Array,
): Pick<Dataset, 'times' | 'parts' | 'kinds' | 'values'> {
  const { length } = from;
  const worth = values && gathered(values, from, new Float64Array(length));
  return {
    times: time && gathered(time, from, new Float64Array(length)),
    ...(part === undefined ? {} : { parts: gathered(part, from, new Uint8Array(length)) }),
    ...(kinds === undefined
      ? {}
      : { kinds: { names: kinds.names, of: gathered(kinds.of, from, new Uint8Array(length)) } }),
    ...(worth?.some((value) => !Number.isNaN(value)) === true ? { values: worth } : {}),
  };
}

function gathered<T extends Float64Array | Uint8Array>(column: T, from: Uint32Array, into: T): T {
  for (let i = 0; i < from.length; i++) into[i] = column[from[i]];
  return into;
}
