import { Random } from '../../core/random.ts';
import type { Interactions } from '../dataset.ts';
import type { Pacer } from '../../core/pace.ts';

/** Rows of the file by group: group g is rows[offsets[g]] … rows[offsets[g + 1] − 1]. */
export interface Groups {
  /** (groups + 1) */
  readonly offsets: Uint32Array;
  readonly rows: Uint32Array;
}

/** Rows by user, oldest first, while they are shaped: users and items still have the numbers of the file. */
export interface Histories extends Groups {
  /** The item of each interaction, beside its row. */
  readonly items: Uint32Array;
}

/** Rows by their group, in file order within a group: one stable counting sort. `of` is the group of each row. */
export function groupRows(of: Uint32Array, groups: number): Groups {
  const offsets = new Uint32Array(groups + 1);
  for (let row = 0; row < of.length; row++) offsets[of[row] + 1]++;
  for (let g = 0; g < groups; g++) offsets[g + 1] += offsets[g];
  const next = offsets.slice(0, groups);
  const rows = new Uint32Array(of.length);
  for (let row = 0; row < of.length; row++) rows[next[of[row]]++] = row;
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

/** Every group sorted by (time, row). `time` is the time of each row of the file. */
export async function sortByTime(byUser: Groups, time: Float64Array, pacer: Pacer): Promise<Groups> {
  const { offsets } = byUser;
  const rows = byUser.rows.slice();
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

/** What the rows of the file say about their order: when, and of a divided benchmark which part. */
type Moments = Pick<Interactions, 'part'> & { readonly time: Float64Array };

/**
 * Every run of rows of one group at one time, and of one part where the file is divided, in a random order drawn from
 * `seed`: a training row never gets behind one that is held out. Groups are sorted by time.
 */
export async function shuffleTies(
  byUser: Groups,
  { time, part }: Moments,
  seed: number,
  pacer: Pacer,
): Promise<Groups> {
  const { offsets } = byUser;
  const rows = byUser.rows.slice();
  const random = new Random(seed, 'data/ties');
  for (let u = 0; u + 1 < offsets.length; u++) {
    const end = offsets[u + 1];
    let start = offsets[u];
    for (let i = start + 1; i <= end; i++) {
      if (i < end && time[rows[i]] === time[rows[start]] && part?.[rows[i]] === part?.[rows[start]]) continue;
      if (i - start > 1) random.shuffle(rows.subarray(start, i));
      start = i;
    }
    if (u % 1024 === 1023 && pacer.due()) await pacer.rest(u / offsets.length);
  }
  return { offsets, rows };
}

/** `item` is the item of each row of the file. */
export function historiesOf({ offsets, rows }: Groups, item: Uint32Array): Histories {
  const items = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i++) items[i] = item[rows[i]];
  return { offsets, rows, items };
}

/** The interactions whose flag in `kept` is 1; a user may be left with none. */
export function keepOnly({ offsets, rows, items }: Histories, kept: Uint8Array): Histories {
  const left = { offsets: new Uint32Array(offsets.length), rows: rows.slice(), items: items.slice() };
  let count = 0;
  for (let u = 0; u + 1 < offsets.length; u++) {
    for (let i = offsets[u]; i < offsets[u + 1]; i++) {
      if (!kept[i]) continue;
      left.rows[count] = rows[i];
      left.items[count++] = items[i];
    }
    left.offsets[u + 1] = count;
  }
  return { offsets: left.offsets, rows: left.rows.slice(0, count), items: left.items.slice(0, count) };
}

/** Flags of the last `count` interactions of every user. */
export function lastOfEach({ offsets, rows }: Histories, count: number): Uint8Array {
  const kept = new Uint8Array(rows.length);
  for (let u = 0; u + 1 < offsets.length; u++)
    kept.fill(1, Math.max(offsets[u], offsets[u + 1] - count), offsets[u + 1]);
  return kept;
}
