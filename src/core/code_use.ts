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

/** Items whose codes an item before them has, all of them; `codes` is (items, slots). */
export function collisionsOf(codes: Uint16Array, slots: number): number {
  const seen = new Set<string>();
  const items = codes.length / slots;
  for (let item = 0; item < items; item++) {
    seen.add(String.fromCharCode(...codes.subarray(item * slots, (item + 1) * slots)));
  }
  return items - seen.size;
}

/** Whether the codes tell all items apart, as a part of a sentence. */
export const collisionWords = (collisions: number): string =>
  collisions === 0
    ? 'no two items have the same codes'
    : `${counted(collisions, 'item')} ${collisions === 1 ? 'has' : 'have'} the same codes as another and cannot be told from it`;
