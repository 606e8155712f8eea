import { defaultShaping, type Dataset, type Interactions } from '../data/dataset.ts';
import { shapeDataset } from '../data/shape.ts';
import type { Pace } from '../core/pace.ts';
import { owners } from './row_order.ts';

/**
 * The interactions of a dataset as somebody reads them who is given these rows in this order: users and items are numbered as they first appear.
 *
 * @param part  of each interaction its file; null where all stand in one
 */
export function asRead(dataset: Dataset, rows: Uint32Array, part: Uint8Array | null): Interactions {
  const { users, catalogue, times, name } = dataset;
  const owner = owners(dataset);
  const [user, item] = [numbered(rows, owner, users.length), numbered(rows, dataset.items, catalogue.ids.length)];
  return {
    name,
    users: Array.from(user.order, (u) => users[u]),
    catalogue: { ids: Array.from(item.order, (i) => catalogue.ids[i]), titles: null, categories: null },
    user: user.numbers,
    item: item.numbers,
    time: times && Float64Array.from(rows, (i) => times[i]),
    ...(part === null ? {} : { part: Uint8Array.from(rows, (i) => part[i]) }),
  };
}

/** What names the data to whoever reads the files and shapes nothing. */
export const fingerprintOfRead = async (read: Interactions, pace: Pace): Promise<string> =>
  (await shapeDataset(read, defaultShaping, pace)).fingerprint;

/** Numbers in order of first appearance, and which of the former each is. */
function numbered(rows: Uint32Array, of: Uint32Array, count: number) {
  const known = new Int32Array(count).fill(-1);
  const order: number[] = [];
  const numbers = Uint32Array.from(rows, (row) => {
    const former = of[row];
    if (known[former] < 0) known[former] = order.push(former) - 1;
    return known[former];
  });
  return { numbers, order };
}
