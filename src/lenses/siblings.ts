import { Random } from '../core/random.ts';
import type { Codes } from '../events/codes.ts';

/** Pairs of items that are looked at for each number of shared codes, at most. */
const MOST = 400;
/** Draws for each pair that is wanted, after which there are no more. */
const DRAWS = 20;

/** Two items, and how many of their codes, from the first on, they share. */
export interface Pair {
  readonly shared: number;
  readonly a: number;
  readonly b: number;
}

/** Pairs of items by the number of first codes that they share, drawn by a seed; fewer where there are few, none of items whose codes are all alike. */
export function* siblingPairs(codes: Codes, seed: number): Generator<void, Pair[]> {
  const { slots } = codes;
  const random = new Random(seed, 'siblings');
  const order = yield* byCodes(codes);
  const found = new Map<string, Pair>();
  for (let shared = 0; shared < slots; shared++) {
    const groups = groupsOf(codes, order, shared);
    const total = groups.reduce((sum, [from, to]) => sum + (to - from), 0);
    let count = 0;
    for (let draw = 0; draw < DRAWS * MOST && count < MOST && total > 0; draw++) {
      if (draw % 64 === 63) yield;
      const [from, to] = groupAt(groups, random.below(total));
      const [a, b] = [order[from + random.below(to - from)], order[from + random.below(to - from)]].sort(
        (x, y) => x - y,
      );
      const key = `${a} ${b}`;
      if (found.has(key) || sharedBy(codes, a, b) !== shared) continue;
      found.set(key, { shared, a, b });
      count++;
    }
    yield;
  }
  return [...found.values()];
}

/** How many codes two items share from the first on. */
export function sharedBy({ slots, values }: Codes, a: number, b: number): number {
  let shared = 0;
  while (shared < slots && values[a * slots + shared] === values[b * slots + shared]) shared++;
  return shared;
}

/** Items in the order of their codes, so that those that share a beginning stand together. */
export function* byCodes({ slots, values }: Codes): Generator<void, Uint32Array> {
  const order = Uint32Array.from({ length: values.length / slots }, (_, item) => item);
  yield;
  order.sort((a, b) => {
    for (let s = 0; s < slots; s++) {
      const less = values[a * slots + s] - values[b * slots + s];
      if (less !== 0) return less;
    }
    return a - b;
  });
  yield;
  return order;
}

type Group = readonly [from: number, to: number];

/** Stretches of items that share so many codes, and not all of them the next one too. */
function groupsOf(codes: Codes, order: Uint32Array, shared: number): readonly Group[] {
  const groups: Group[] = [];
  let from = 0;
  for (let at = 1; at <= order.length; at++) {
    if (at < order.length && sharedBy(codes, order[from], order[at]) >= shared) continue;
    if (sharedBy(codes, order[from], order[at - 1]) === shared) groups.push([from, at]);
    from = at;
  }
  return groups;
}

/** The group that holds the item of a place, groups one after another. */
function groupAt(groups: readonly Group[], place: number): Group {
  let left = place;
  for (const group of groups) {
    left -= group[1] - group[0];
    if (left < 0) return group;
  }
  return groups[groups.length - 1];
}

/** What is found of two items. */
interface Score {
  /** Spearman's rank correlation over the users of the places of both items. */
  readonly correlation: number;
  /** Share of the users for whom the order of both is the rarer one: ½ where it is a toss. */
  readonly turned: number;
}

/** What is found of pairs that share so many codes, in the mean over them. */
export interface Siblings extends Score {
  readonly shared: number;
  readonly pairs: number;
}

/**
 * @param places  of each pair the places of both items in each user's list of the whole catalogue: (pairs, 2, users)
 */
export function siblingsOf(pairs: readonly Pair[], places: Float64Array, users: number): readonly Siblings[] {
  const sums = new Map<number, { pairs: number; correlation: number; turned: number }>();
  for (const [at, { shared }] of pairs.entries()) {
    const { correlation, turned } = scoreOf(places, at, users);
    const sum = sums.get(shared) ?? { pairs: 0, correlation: 0, turned: 0 };
    sum.pairs++;
    sum.correlation += correlation;
    sum.turned += turned;
    sums.set(shared, sum);
  }
  return [...sums]
    .sort(([a], [b]) => a - b)
    .map(([shared, { pairs: count, correlation, turned }]) => ({
      ...{ shared, pairs: count },
      correlation: correlation / count,
      turned: turned / count,
    }));
}

/** @param places  of each pair the places of both items in each user's list: (pairs, 2, users) */
export function scoreOf(places: Float64Array, pair: number, users: number): Score {
  const a = places.subarray(2 * pair * users, (2 * pair + 1) * users);
  const b = places.subarray((2 * pair + 1) * users, (2 * pair + 2) * users);
  const ahead = a.reduce((sum, place, user) => sum + (place < b[user] ? 1 : place === b[user] ? 0.5 : 0), 0) / users;
  return { correlation: correlationOf(ranksOf(a), ranksOf(b)), turned: Math.min(ahead, 1 - ahead) };
}

/** Ranks from 0; equal values share their mean rank. */
function ranksOf(values: Float64Array): Float64Array {
  const order = [...values.keys()].sort((a, b) => values[a] - values[b]);
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && values[order[to]] === values[order[from]]) to++;
    for (let at = from; at < to; at++) ranks[order[at]] = (from + to - 1) / 2;
    from = to;
  }
  return ranks;
}

/** Pearson's correlation; 0 where one side does not vary. */
function correlationOf(a: Float64Array, b: Float64Array): number {
  const mean = (values: Float64Array): number => values.reduce((sum, x) => sum + x, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (const [i, x] of a.entries()) {
    ab += (x - ma) * (b[i] - mb);
    aa += (x - ma) ** 2;
    bb += (b[i] - mb) ** 2;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
}
