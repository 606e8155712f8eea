import { countsOf } from './codebook.ts';

/** How the items use the codes of a level. */
export interface LevelUse {
  /** Codes that some item has. */
  readonly used: number;
  /** −Σ p ln p over the codes, in nats: ln K where all are used alike. */
  readonly entropy: number;
}

export function useOf(codes: ArrayLike<number>, size: number): LevelUse {
  const counts = countsOf(codes, size).filter((count) => count > 0); // 0 · ln 0 is 0
  const entropy = counts.reduce((sum, count) => sum - (count / codes.length) * Math.log(count / codes.length), 0);
  return { used: counts.length, entropy };
}

/** Items whose codes an item before them has, all of them; `codes` is (items, levels). */
export function collisionsOf(codes: Uint16Array, levels: number): number {
  const seen = new Set<string>();
  const items = codes.length / levels;
  for (let item = 0; item < items; item++) {
    seen.add(String.fromCharCode(...codes.subarray(item * levels, (item + 1) * levels)));
  }
  return items - seen.size;
}
