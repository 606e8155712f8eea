import { Random } from '../../core/random.ts';
import type { Pacer } from '../pace.ts';

/** Histories while they are shaped: users and items still have the numbers of the file. */
export interface Histories {
  /** (users + 1): the history of user u is rows[offsets[u]] … rows[offsets[u + 1] − 1], oldest first. */
  readonly offsets: Uint32Array;
  /** The row of the file each interaction came from. */
  readonly rows: Uint32Array;
}

/** Rows by user, in file order within a user: one stable counting sort. `user` is the user of each row. */
export function groupByUser(user: Uint32Array, users: number): Histories {
  const offsets = new Uint32Array(users + 1);
  for (const u of user) offsets[u + 1]++;
  for (let u = 0; u < users; u++) offsets[u + 1] += offsets[u];
  const next = offsets.slice(0, users);
  const rows = new Uint32Array(user.length);
  for (let row = 0; row < user.length; row++) rows[next[user[row]]++] = row;
  return { offsets, rows };
}

const isOrdered = (rows: Uint32Array, time: Float64Array): boolean => {
  for (let i = 1; i < rows.length; i++) if (time[rows[i - 1]] > time[rows[i]]) return false;
  return true;
};

/** Merges the ordered runs [from, middle) and [middle, to); of equal times the earlier run goes first. */
function merge(source: Uint32Array, target: Uint32Array, run: readonly [number, number, number], time: Float64Array) {
  const [from, middle, to] = run;
  let left = from;
  let right = middle;
  for (let at = from; at < to; at++) {
    const takeLeft = left < middle && (right >= to || time[source[left]] <= time[source[right]]);
    target[at] = source[takeLeft ? left++ : right++];
  }
}

/** Bottom-up merge sort of one user's rows by time, in place and stable. `scratch` is at least as long. */
function sortRows(rows: Uint32Array, time: Float64Array, scratch: Uint32Array): void {
  const count = rows.length;
  let source = rows;
  let target = scratch.subarray(0, count);
  for (let width = 1; width < count; width *= 2) {
    for (let from = 0; from < count; from += 2 * width) {
      merge(source, target, [from, Math.min(from + width, count), Math.min(from + 2 * width, count)], time);
    }
    [source, target] = [target, source];
  }
  if (source !== rows) rows.set(source);
}

/** Every history sorted by (time, row). `time` is the time of each row of the file. */
export async function sortByTime(histories: Histories, time: Float64Array, pacer: Pacer): Promise<Histories> {
  const { offsets } = histories;
  const rows = histories.rows.slice();
  const users = offsets.length - 1;
  const longest = offsets.reduce((most, end, u) => (u === 0 ? 0 : Math.max(most, end - offsets[u - 1])), 0);
  const scratch = new Uint32Array(longest);
  for (let u = 0; u < users; u++) {
    const mine = rows.subarray(offsets[u], offsets[u + 1]);
    if (!isOrdered(mine, time)) sortRows(mine, time, scratch);
    if (u % 1024 === 1023 && pacer.due()) await pacer.rest(u / users);
  }
  return { offsets, rows };
}

/** Every run of one user's events at one time in a random order drawn from `seed`. Histories are sorted by time. */
export async function shuffleTies(
  histories: Histories,
  time: Float64Array,
  seed: number,
  pacer: Pacer,
): Promise<Histories> {
  const { offsets } = histories;
  const rows = histories.rows.slice();
  const random = new Random(seed, 'data/ties');
  for (let u = 0; u + 1 < offsets.length; u++) {
    const end = offsets[u + 1];
    let start = offsets[u];
    for (let i = start + 1; i <= end; i++) {
      if (i < end && time[rows[i]] === time[rows[start]]) continue;
      if (i - start > 1) random.shuffle(rows.subarray(start, i));
      start = i;
    }
    if (u % 1024 === 1023 && pacer.due()) await pacer.rest(u / offsets.length);
  }
  return { offsets, rows };
}

/** The interactions whose flag in `kept` is 1; a user may be left with none. */
export function keepOnly(histories: Histories, kept: Uint8Array): Histories {
  const offsets = new Uint32Array(histories.offsets.length);
  const rows = new Uint32Array(kept.reduce((sum, flag) => sum + flag, 0));
  let count = 0;
  for (let u = 0; u + 1 < offsets.length; u++) {
    for (let i = histories.offsets[u]; i < histories.offsets[u + 1]; i++) {
      if (kept[i]) rows[count++] = histories.rows[i];
    }
    offsets[u + 1] = count;
  }
  return { offsets, rows };
}

/** Flags of the last `count` interactions of every user. */
export function lastOfEach({ offsets, rows }: Histories, count: number): Uint8Array {
  const kept = new Uint8Array(rows.length);
  for (let u = 0; u + 1 < offsets.length; u++)
    kept.fill(1, Math.max(offsets[u], offsets[u + 1] - count), offsets[u + 1]);
  return kept;
}
