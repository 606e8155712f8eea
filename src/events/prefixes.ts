import type { Codes, CodesShape } from './codes.ts';
import type { Filled } from './filled.ts';

/** The beginnings of one length that items' codes have, each once. */
export interface PrefixLevel {
  /** Of each the beginning one code shorter, among those of the length before; 0 where that is none. */
  readonly before: readonly number[];
  /** Its last code. */
  readonly codes: readonly number[];
}

/**
 * The codes of a catalogue as a tree: the beginnings of each length, in order of the first item of each. Those of full length are the items
 * themselves, in catalogue order, also where several have all codes alike.
 */
export function prefixTree({ slots, size, values }: Codes): readonly PrefixLevel[] {
  const ends: number[] = Array.from({ length: values.length / slots }, () => 0);
  const codesOf = (slot: number): number[] => ends.map((_, item) => values[item * slots + slot]);
  const shorter = Array.from({ length: slots - 1 }, (_, slot) => {
    const known = new Map<number, number>();
    const [before, codes]: [number[], number[]] = [[], []];
    for (const [item, code] of codesOf(slot).entries()) {
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
  return [...shorter, { before: ends, codes: codesOf(slots - 1) }];
}

/** Of each beginning the places that go on from it. */
export function branches({ before }: PrefixLevel, beginnings: number): readonly (readonly number[])[] {
  const groups = Array.from({ length: beginnings }, (): number[] => []);
  for (const [place, beginning] of before.entries()) groups[beginning].push(place);
  return groups;
}

/** Of each beginning 1 where some item that is not `hidden` has it, else 0. */
export function openPrefixes(levels: readonly PrefixLevel[], hidden: ReadonlySet<number>): readonly Uint8Array[] {
  const open = levels.map(({ codes }) => new Uint8Array(codes.length));
  const last = levels.length - 1;
  for (const item of open[last].keys()) open[last][item] = hidden.has(item) ? 0 : 1;
  for (let level = last; level > 0; level--) {
    for (const [place, beginning] of levels[level].before.entries()) open[level - 1][beginning] |= open[level][place];
  }
  return open;
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
  const levels = prefixTree(codes);
  for (const [i, level] of levels.slice(0, -1).entries()) {
    const names = prefixLeaves(i + 1);
    into.integers(names.before).set(level.before);
    into.integers(names.codes).set(level.codes.map((code) => code + 1));
  }
  into.integers(ENDS).set(levels[levels.length - 1].before, 1);
}
