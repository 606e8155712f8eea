import type { Codes, CodesShape } from './codes.ts';
import type { Filled } from './filled.ts';

/** The beginnings of one length that items' codes have, each once. */
export interface PrefixLevel {
  /** Of each the beginning one code shorter, among those of the length before; 0 where that is none. */
  readonly before: readonly number[];
  /** Its last code. */
  readonly codes: readonly number[];
}

/** The beginnings that the codes of a catalogue have in common, in order of the first item of each. */
export interface PrefixTree {
  /** Of length 1, 2, … up to one less than all codes. */
  readonly levels: readonly PrefixLevel[];
  /** Of each item which of the longest ones it goes on from. */
  readonly ends: Uint32Array<ArrayBuffer>;
}

export function prefixTree({ slots, size, values }: Codes): PrefixTree {
  const ends = new Uint32Array(values.length / slots);
  const levels = Array.from({ length: slots - 1 }, (_, slot) => {
    const known = new Map<number, number>();
    const [before, codes]: [number[], number[]] = [[], []];
    for (let item = 0; item < ends.length; item++) {
      const code = values[item * slots + slot];
      const key = ends[item] * size + code;
      const place = known.get(key) ?? known.size;
      if (place === known.size) {
        known.set(key, place);
        before.push(ends[item]);
        codes.push(code);
      }
      ends[item] = place;
    }
    return { before, codes };
  });
  return { levels, ends };
}

/** How many beginnings of a length there can be: room for them follows from what is known before any code. */
export const mostPrefixes = ({ size }: CodesShape, length: number, items: number): number =>
  Math.min(size ** length, items);

/** Names of the constants of the beginnings of a length. */
export const prefixLeaves = (length: number) =>
  ({ before: `prefixes before ${length}`, codes: `last codes of prefixes ${length}` }) as const;
export const ENDS = 'prefixes of items';

/** Writes the beginnings where a graph asked for them: code c is row c + 1 of its table, and what is no item goes on from beginning 0. */
export function fillPrefixes(into: Filled, codes: Codes): void {
  if (!into.has(ENDS)) return;
  const { levels, ends } = prefixTree(codes);
  for (const [i, level] of levels.entries()) {
    const names = prefixLeaves(i + 1);
    into.integers(names.before).set(level.before);
    into.integers(names.codes).set(level.codes.map((code) => code + 1));
  }
  into.integers(ENDS).set(ends, 1);
}
