import type { Histories } from './histories.ts';

/** When interaction i was, and of which kind: at most MOST_KINDS and the unknown one. */
interface Facts {
  readonly timeOf: (i: number) => number;
  readonly kindOf: (i: number) => number;
}

/**
 * Flags of the interactions that are not a copy of an earlier one of the same user, item, time and kind of event: somebody may view
 * and buy in one second. Histories are sorted by time; there are `catalogue` items.
 */
export function firstOfEachCopy(
  { offsets, items }: Pick<Histories, 'offsets' | 'items'>,
  catalogue: number,
  { timeOf, kindOf }: Facts,
): Uint8Array {
  const kept = new Uint8Array(items.length).fill(1);
  const lastMoment = new Uint32Array(catalogue); // the moment (user and time, counted from 1) that last held the item
  const kinds = new Uint32Array(catalogue); // the kinds it had there, a bit each
  let moment = 0;
  for (let u = 0; u + 1 < offsets.length; u++) {
    for (let i = offsets[u]; i < offsets[u + 1]; i++) {
      if (i === offsets[u] || timeOf(i) !== timeOf(i - 1)) moment++;
      const [item, kind] = [items[i], 1 << kindOf(i)];
      if (lastMoment[item] !== moment) kinds[item] = 0;
      else if ((kinds[item] & kind) !== 0) kept[i] = 0;
      lastMoment[item] = moment;
      kinds[item] |= kind;
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
