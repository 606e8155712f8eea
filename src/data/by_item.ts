/** The split that holds items out: whether a recommender can place an item that nobody has taken yet. */
import { ImportError } from '../core/errors.ts';
import { Random } from '../core/random.ts';
import type { Dataset } from './dataset.ts';

/** One part of it: beginnings of histories, as `split`, which reads this file, has them. */
interface Beginnings {
  readonly users: Uint32Array;
  readonly ends: Uint32Array;
}

export interface ByItem extends Readonly<Record<'training' | 'validation' | 'test', Beginnings>> {
  readonly cuts: null;
  /** What is left of the histories to train on: `training` speaks of it. */
  readonly trained: Dataset;
  /** The items that train nobody, ascending. */
  readonly heldOut: Uint32Array;
}

/** What becomes of an item. */
const [TRAINS, TESTED, VALIDATES] = [0, 1, 2];

/**
 * Holds out ⌊share · items / 100 + ½⌋ items, at least two, drawn once and for all under `data/split by item`: those at even places of
 * the draw are tested, the others validate, so that a larger share holds out the items of a smaller one too. As under leave-one-out the last
 * item of each history of at least `shortest` is held back to test and the one before it to validate; it is a target where it is an item
 * held out for that. What is before these two trains, without any item that is held out; a query has them, as it happened.
 *
 * @param share  per cent of the items
 * @throws ImportError where a part would be empty
 */
export function byItem(dataset: Dataset, share: number, shortest: number): ByItem {
  const { offsets, items, name, catalogue } = dataset;
  const fate = drawn(catalogue.ids.length, share);
  const long = offsets.slice(1).map((end, u) => (end - offsets[u] >= shortest ? 1 : 0));
  /** Users whose item `back` places from the end is held out for `what`. */
  const asked = (back: number, what: number): Beginnings => {
    const users = long.map((_, u) => u).filter((u) => long[u] === 1 && fate[items[offsets[u + 1] - back]] === what);
    return { users, ends: users.map((u) => offsets[u + 1] - back) };
  };
  const trained = without(dataset, fate, (u) => (long[u] === 1 ? offsets[u + 1] - 2 : offsets[u]));
  const users = long.map((_, u) => u).filter((u) => trained.offsets[u + 1] > trained.offsets[u]);
  const parts = {
    training: { users, ends: users.map((u) => trained.offsets[u + 1]) },
    validation: asked(2, VALIDATES),
    test: asked(1, TESTED),
  };
  for (const [part, { users: some }] of Object.entries(parts)) {
    if (some.length > 0) continue;
    throw new ImportError(
      `${name}: a split by item leaves nobody for ${part}, expected histories of at least ${shortest} interactions that end ` +
        `with one of the ${share} % of the items that are held out; hold more of them out, choose another split, or add data`,
    );
  }
  const heldOut = Uint32Array.from(fate.keys()).filter((item) => fate[item] !== TRAINS);
  return { ...parts, cuts: null, trained, heldOut };
}

/** How many of so many items are held out. */
export const countHeldOut = (items: number, share: number): number => Math.max(2, Math.round((share * items) / 100));

/** What becomes of each item. (items) */
function drawn(items: number, share: number): Uint8Array {
  const order = new Random(0, 'data/split by item').shuffle(Uint32Array.from({ length: items }, (_, item) => item));
  const fate = new Uint8Array(items).fill(TRAINS);
  order
    .subarray(0, countHeldOut(items, share))
    .forEach((item, place) => (fate[item] = place % 2 === 0 ? TESTED : VALIDATES));
  return fate;
}

/** The beginnings of histories, up to `end` of each user, without the items that do not train. */
function without(dataset: Dataset, fate: Uint8Array, end: (u: number) => number): Dataset {
  const { users, items, times, kinds, values } = dataset;
  const offsets = new Uint32Array(users.length + 1);
  const kept = new Uint32Array(items.length);
  for (let u = 0, count = 0; u < users.length; u++) {
    for (let at = dataset.offsets[u]; at < end(u); at++) if (fate[items[at]] === TRAINS) kept[count++] = at;
    offsets[u + 1] = count;
  }
  const places = kept.subarray(0, offsets[users.length]);
  return {
    ...{ name: dataset.name, users, catalogue: dataset.catalogue, offsets },
    items: places.map((at) => items[at]),
    times: times && Float64Array.from(places, (at) => times[at]),
    ...(kinds && { kinds: { names: kinds.names, of: Uint8Array.from(places, (at) => kinds.of[at]) } }),
    ...(values && { values: Float64Array.from(places, (at) => values[at]) }),
    ...{ shaping: dataset.shaping, fingerprint: dataset.fingerprint },
  };
}
