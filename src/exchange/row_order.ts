/**
 * In which order interactions are written, so that a reader who numbers users and items as they first appear, and sorts each history by time,
 * finds the numbers and the histories that they have here.
 */
import type { Dataset } from '../data/dataset.ts';

export interface RowOrder {
  /** Places among the interactions of the dataset. */
  readonly rows: Uint32Array;
  /** Whether they are numbered so again; else users and items appear in another order, and all else is the same. */
  readonly same: boolean;
}

/**
 * @param part  of each interaction the file that it stands in, files being read one after another; above 2 for none
 */
export function rowOrder(dataset: Dataset, part: Uint8Array | null): RowOrder {
  const owner = owners(dataset);
  const written = part === null ? dataset.items.length : part.reduce((sum, p) => sum + (p > 2 ? 0 : 1), 0);
  const { times, offsets } = dataset;
  const begins = new Uint8Array(dataset.items.length + 1);
  for (const offset of offsets) begins[offset] = 1;
  // Histories as they are, which any reader takes; else only what stands at one time in its order, where there are times to sort by.
  const wholly = { dataset, owner, part, begins };
  const whole = greedy(wholly);
  if (whole.length === written) return { rows: whole, same: covers(dataset, part, owner) };
  if (times !== null) {
    for (let i = 1; i < times.length; i++) if (times[i] !== times[i - 1]) begins[i] = 1;
    const loose = greedy({ ...wholly, begins });
    if (loose.length === written) return { rows: loose, same: covers(dataset, part, owner) };
  }
  return { rows: plain(dataset, part), same: false };
}

/** The user of each interaction. */
export function owners({ offsets, items }: Pick<Dataset, 'offsets' | 'items'>): Uint32Array {
  const owner = new Uint32Array(items.length);
  for (let u = 0; u + 1 < offsets.length; u++) owner.fill(u, offsets[u], offsets[u + 1]);
  return owner;
}

interface Asked {
  readonly dataset: Dataset;
  readonly owner: Uint32Array;
  readonly part: Uint8Array | null;
  /** 1 where an interaction need not stand behind the one before it. */
  readonly begins: Uint8Array;
}

/**
 * Writes whatever may come next until nothing may: the first interaction of user or item n may only come behind those of all below n, and one that need not begin a
 * chain only behind the one before it. What is written never takes anything away from what may come, so that where an order exists this finds one. O(interactions).
 */
function greedy({ dataset, owner, part, begins }: Asked): Uint32Array {
  const { items } = dataset;
  const rows = new Uint32Array(items.length);
  let count = 0;
  let [users, known] = [0, 0];
  const waitingForUser = new Waiting(dataset.users.length, items.length);
  const waitingForItem = new Waiting(dataset.catalogue.ids.length, items.length);
  const ready: number[] = [];
  let due = 0;
  for (const file of part === null ? [null] : [0, 1, 2]) {
    const isIn = (i: number): boolean => file === null || part?.[i] === file;
    for (let i = items.length - 1; i >= 0; i--) {
      if (!isIn(i)) continue;
      due++;
      if (begins[i] === 1 || !isIn(i - 1)) ready.push(i);
    }
    for (let i = ready.pop(); i !== undefined; i = ready.pop()) {
      const [user, item] = [owner[i], items[i]];
      if (user > users) waitingForUser.add(user, i);
      else if (item > known) waitingForItem.add(item, i);
      else {
        rows[count++] = i;
        const next = i + 1;
        if (next < items.length && begins[next] === 0 && isIn(next)) ready.push(next);
        if (item === known) waitingForItem.release(++known, ready);
        if (user === users) waitingForUser.release(++users, ready);
      }
    }
    if (count < due) break; // a file must be whole before the next one
  }
  return rows.subarray(0, count);
}

/** Interactions that wait for a number to be the next one, as linked lists. */
class Waiting {
  private readonly first: Int32Array;
  private readonly next: Int32Array;

  constructor(numbers: number, interactions: number) {
    this.first = new Int32Array(numbers + 1).fill(-1);
    this.next = new Int32Array(interactions);
  }

  add(number: number, interaction: number): void {
    this.next[interaction] = this.first[number];
    this.first[number] = interaction;
  }

  release(number: number, to: number[]): void {
    for (let i = this.first[number]; i >= 0; i = this.next[i]) to.push(i);
    this.first[number] = -1;
  }
}

/** Whether every user and every item is written, so that numbers are the same where their order is. */
function covers({ items, users, catalogue }: Dataset, part: Uint8Array | null, owner: Uint32Array): boolean {
  if (part === null) return true;
  const found = { users: new Set<number>(), items: new Set<number>() };
  for (let i = 0; i < items.length; i++) {
    if (part[i] > 2) continue;
    found.users.add(owner[i]);
    found.items.add(items[i]);
  }
  return found.users.size === users.length && found.items.size === catalogue.ids.length;
}

/** User by user, file by file. */
function plain({ items }: Dataset, part: Uint8Array | null): Uint32Array {
  if (part === null) return Uint32Array.from(items, (_, i) => i);
  return Uint32Array.from([0, 1, 2].flatMap((file) => [...items.keys()].filter((i) => part[i] === file)));
}
