/** How many items use the codes of a slot or a level, and how many can no longer be told apart. */
import { counted } from './counted.ts';

export interface CodeUse {
  /** Codes that some item has. */
  readonly used: number;
  /** −Σ p ln p over the codes, in nats: ln K where all are used alike. */
  readonly entropy: number;
}

/** How many have each of `size` codes. */
export function countsOf(codes: ArrayLike<number>, size: number): Uint32Array {
  const counts = new Uint32Array(size);
  for (let i = 0; i < codes.length; i++) counts[codes[i]]++;
  return counts;
}

/** @param counts  items with each code */
export function useOf(counts: Uint32Array): CodeUse {
  const found = counts.filter((count) => count > 0); // 0 · ln 0 is 0
  const all = found.reduce((sum, count) => sum + count, 0);
  const entropy = found.reduce((sum, count) => sum - (count / all) * Math.log(count / all), 0);
  return { used: found.length, entropy };
}

/** The use of each slot; `codes` is (items, slots), each below `size`. */
export function usesOf(codes: Uint16Array, { slots, size }: Readonly<Record<'slots' | 'size', number>>): CodeUse[] {
  const counts = Array.from({ length: slots }, () => new Uint32Array(size));
  codes.forEach((code, i) => counts[i % slots][code]++);
  return counts.map(useOf);
}

/** Which items have all their codes in common with others. */
export interface Alike {
  /** Items of whose codes, all of them, another item has the same. */
  readonly items: number;
  /** How many have the same codes at most; 1 where no two have. */
  readonly most: number;
  /** Items whose codes an item before them has: those that are too many to tell all apart. */
  readonly collisions: number;
}

/** `codes` is (items, slots). */
export function alikeOf(codes: Uint16Array, slots: number): Alike {
  const counts = new Map<string, number>();
  const all = codes.length / slots;
  for (let item = 0; item < all; item++) {
    const key = String.fromCharCode(...codes.subarray(item * slots, (item + 1) * slots));
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  let [items, most] = [0, 1];
  for (const count of counts.values()) {
    if (count > 1) items += count;
    if (count > most) most = count;
  }
  return { items, most, collisions: all - counts.size };
}

/** What codes come to that a model knows items by, as sentences: where some are alike, with what follows from it. */
export function codesSentence({ items, slots, size, alike }: CodesFacts): string {
  const known = `The model knows an item by ${counted(slots, 'code')}, each one of ${size.toLocaleString('en')}: ${alikeWords(alike, items)}.`;
  return alike.items === 0 ? known : `${known} Items with the same codes have the same score.`;
}

interface CodesFacts {
  readonly items: number;
  readonly slots: number;
  readonly size: number;
  readonly alike: Alike;
}

/** Whether the codes tell all of so many items apart, as a part of a sentence. */
export function alikeWords({ items, most }: Alike, all: number): string {
  if (items === 0) return 'no two items have the same codes';
  const others = most === 2 ? 'one other each' : `up to ${counted(most - 1, 'other')} each`;
  return `${items.toLocaleString('en')} of ${counted(all, 'item')} cannot be told apart by their codes, from ${others}`;
}
