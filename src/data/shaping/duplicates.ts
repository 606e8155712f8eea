import type { Histories } from './histories.ts';

/**
 * Flags of the interactions that are not a copy of an earlier one of the same user, item and time. Histories are sorted by
 * time; `timeOf(i)` is the time of interaction i, and there are `catalogue` items.
 */
export function firstOfEachCopy(
  { offsets, items }: Pick<Histories, 'offsets' | 'items'>,
  catalogue: number,
  timeOf: (i: number) => number,
): Uint8Array {
  const kept = new Uint8Array(items.length).fill(1);
  const lastMoment = new Uint32Array(catalogue); // the moment (user and time, counted from 1) that last held the item
  let moment = 0;
  for (let u = 0; u + 1 < offsets.length; u++) {
    for (let i = offsets[u]; i < offsets[u + 1]; i++) {
      if (i === offsets[u] || timeOf(i) !== timeOf(i - 1)) moment++;
      if (lastMoment[items[i]] === moment) kept[i] = 0;
      lastMoment[items[i]] = moment;
    }
  }
  return kept;
}

/** Flags of the first interaction of every run of one item in one history. */
export function firstOfEachRun({ offsets, items }: Histories): Uint8Array {
  const kept = new Uint8Array(items.length).fill(1);
  for (let u = 0; u + 1 < offsets.length; u++) {
    for (let i = offsets[u] + 1; i < offsets[u + 1]; i++) if (items[i] === items[i - 1]) kept[i] = 0;
  }
  return kept;
}
